using System.Diagnostics;
using Supertrack.Core.Connectors.Expressions;

namespace Supertrack.Conformance.Expressions;

/// <summary>Whatever a template says, it ends in a value or in an ExpressionException, soon and in bounded memory.</summary>
public sealed class HostileTemplates
{
    private static readonly ExpressionLimits Small = new(Steps: 20_000, Characters: 200_000, Time: TimeSpan.FromMilliseconds(100));

    private static readonly string[] Pieces =
    [
        "{{ ", " }}", "{% ", " %}", "{#", "#}", "config", ".a", "['l']", "[0]", "[::-1]", "|list", "|join(',')", "|map('upper')", "|sort", "|first", "|default(1)", "(", ")", "[", "]",
        "{", "}", "1", "2.5", "'x'", "\"", "'", "\\", " if ", " else ", " in ", " for x in config.l ", "endfor", "endif", "if config", "set x = ", "x", " ~ ", "**", "*", "+", "-", "%",
        "99999999999", "0x", "1e999", "é", "😀", "\0", "\n", "|int", "|string", ".format(1)", "'%s' % ", "now_utc()", ".strftime('%s')", "duration('P1M')", " is ", "defined", "not ", "macro m(a)",
        "m(1)", "endmacro", ",", ":", "|batch(2)", "|replace('a','b')", "|regex_search('(a+)+$')", "None", "True", "~",
    ];

    [Fact]
    public void Ten_thousand_random_templates_end_in_a_value_or_a_clear_error()
    {
        var random = new Random(20250310);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Evaluate(random.Next(2) == 0 ? "{{ " + text + " }}" : text);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("{{ 'x' * 999999999999 }}")]
    [InlineData("{{ 9 ** 99999999 }}")]
    [InlineData("{{ 'x'.ljust(999999999) }}")]
    [InlineData("{{ '%999999999d' % 1 }}")]
    [InlineData("{{ '{:999999999}'.format(1) }}")]
    [InlineData("{% for a in config.l %}{% for b in config.l %}{% for c in config.l %}{% for d in config.l %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{{ ('a' * 30 + 'b')|regex_search('(a+)+$') }}")]
    public void A_template_that_wants_too_much_is_stopped(string template) =>
        Assert.Throws<ExpressionException>(() => Template.Compile(template).Evaluate(Context()));

    [Fact]
    public void A_list_inside_itself_is_written_and_not_followed_for_ever() =>
        Assert.Equal("[1, [...]]", Template.Compile("{% set l = [1] %}{% if l.append(l) %}{% endif %}{{ l }}").Evaluate(Context()).ToString());

    [Fact]
    public void Nesting_beyond_any_sense_is_a_syntax_error_and_no_crash() =>
        Assert.Throws<ExpressionException>(() => Template.Compile("{{ " + new string('(', 100_000) + " }}"));

    private static EvaluationContext Context() =>
        new(Value.Parse("{\"a\":1,\"l\":[" + string.Join(',', Enumerable.Range(0, 200)) + "]}"), new FixedClock(DateTimeOffset.UnixEpoch), Small);

    private static void Evaluate(string text)
    {
        try
        {
            Assert.NotNull(Template.Compile(text).Evaluate(Context()));
        }
        catch (ExpressionException e)
        {
            Assert.NotEmpty(e.Detail);
        }
    }
}
