using Supertrack.Core.Healing.Classification.Answers;

namespace Supertrack.Core.Healing.Classification.Rules;

/// <summary>A field that the request names left the schema: columns, properties, GraphQL selections, dimensions, metrics.</summary>
internal sealed class FieldLeft() : WordingRule(FailureClass.FieldUnknown, NextAction.MapField, 85,
    @"no such (column|field|property|attribute)|cannot query field|undefined ?field|field ?undefined|(unknown|unrecogni[sz]ed|invalid|nonexisting|non-?existing|nonexistent|undefined|missing|unsupported|deprecated|removed|bad|disallowed) (\w+ )?(field|column|property|propert(y|ies)|attribute|dimension|metric|identifier|selection|name:|member|segment)s?\b(?!.{0,20}(is required|value))|(field|column|property|properties|attribute|dimension|metric|member|segment|breakdown)s?\b.{0,100}\b(does ?n[o']t exist|do not exist|did not match|not (exist|found|recogni[sz]ed|valid|available|supported|defined|selectable|a valid|be found)|is (not|unknown|invalid|undefined)|was (removed|not found|deprecated)|(has|have) been (removed|deprecated|renamed|retired)|no longer (exists?|available|supported)|unknown|not in the schema|is deprecated|are (invalid|not|unknown))|could ?n[o']t find (a )?(property|field|column|attribute)|cannot find (matching )?(field|property|column)|invalid field|unknown ?field|unrecogni[sz]ed ?(field|name)|field ?not ?found|cannot be expanded|unknown column|invalid identifier|invalid property|(is|are) not (a )?(valid|known) (field|dimension|metric|column|propert|attribute)|did not recogni[sz]e (the )?field|prohibited field|tried accessing|properties? .{0,80}(do(es)?n't exist|do(es)? not exist|not found)",
    @"is (a )?required|required field|missing required|must (be|have|not)|cannot be (blank|empty|null)|field (is )?(required|missing)|(field|property|attribute|parameter) ['""]?(page|limit|offset|cursor|per page)['""]? |value (is|of)|invalid value|should (be|not)|type mismatch|field required|(spreadsheet|google analytics) property|property ?id|property \d|quota metric|billing")
{
    protected override bool Applies(Answer answer) => answer.Status is 0 or 200 or (>= 400 and < 500) or 500;
}
