namespace Supertrack.Core.Schemas.Matching;

/// <summary>Words of API fields: abbreviations, words that mean the same, and words that look related and exclude each other.</summary>
internal static class Vocabulary
{
    private static readonly Dictionary<string, string> Full = Pairs("""
        qty quantity|amt amount|desc description|descr description|addr address|num number|nr number|no number|tel phone|telephone phone|mobile phone|cell phone|
        fname first|lname last|surname last|given first|forename first|family last|org organization|organisation organization|dept department|mgr manager|cust customer|acct account|acc account|
        cat category|img image|pic image|picture image|photo image|avatar image|thumb thumbnail|msg message|txt text|lang language|loc location|pos position|idx index|
        cnt count|tot total|avg average|min minimum|max maximum|temp temperature|config configuration|conf configuration|cfg configuration|param parameter|params parameter|hyperparams hyperparameter|
        info information|auth authentication|pwd password|passwd password|usr user|grp group|env environment|repo repository|dir directory|doc document|docs document|
        ref reference|prev previous|cur current|curr currency|ccy currency|src source|dst destination|dest destination|tgt target|tz timezone|ts timestamp|dt date|dob birth|
        yr year|mo month|wk week|hr hour|sec second|ms millisecond|lat latitude|lng longitude|lon longitude|zip postal|zipcode postal|postcode postal|
        url link|uri link|href link|permalink link|id identifier|uid identifier|guid identifier|uuid identifier|gid identifier|ident identifier|pct percent|percentage percent|seq sequence|ver version|
        attr attribute|attrs attribute|prop property|props property|val value|vals value|cond condition|perm permission|perms permission|notif notification|sub subscription|subs subscription|
        inv invoice|prod product|sku product|mfr manufacturer|len length|wt weight|ht height|colour color|centre center|favourite favorite|cancelled canceled|cancellation canceled|
        titolo title|nome name|cognome last|indirizzo address|lingua language|cliente customer|città city|citta city|paese country|anno year|mese month|giorno day|data date|
        prezzo price|costo cost|importo amount|codice code|telefono phone|descrizione description|categoria category|attore actor|negozio store|pagamento payment|
        noleggio rental|personale staff|inventario inventory|durata duration|voto rating|tariffa rate|attivo active|aggiornamento update|ultimo last|distretto district|postale postal|
        rilascio release|originale original|sostituzione replacement|caratteristiche features|creazione creation|utente user|restituzione return|
        nombre name|apellido last|direccion address|ciudad city|pais country|fecha date|precio price|cantidad quantity|codigo code|
        vorname first|nachname last|strasse street|stadt city|land country|datum date|preis price|menge quantity|beschreibung description|kunde customer|
        prenom first|nom name|adresse address|ville city|pays country|prix price|quantite quantity
        """);

    private static readonly Dictionary<string, HashSet<int>> Sense = Groups("""
        create add insert register creation born made make|update modify change edit modification revise|delete remove destroy trash|start begin open commence launch|end finish stop complete expire until conclude|
        customer client buyer payer contact recipient subscriber|person user member people account owner|vendor supplier seller merchant|employee staff worker rep representative agent salesperson clerk|company organization business firm enterprise tenant workspace|
        item product article good|order purchase|price cost rate fee charge tariff|amount sum total value|quantity count number size|state status phase stage condition|type kind category class sort form|
        name title label display caption|description summary detail text body content note comment notes remark|link website homepage web site webpage|image thumbnail icon logo|email mail|phone fax|
        message notification|group team|tag label keyword topic|role position job title|region state province district county area|postal zip|address street|country nation|city town locality capital|
        identifier key code number|language locale|currency money|timestamp time date datetime|birth birthday birthdate|gender sex|active enabled enable live|archived hidden|
        parent container|child children|reference link|order rank position sequence index|method mode way|length duration|permission scope right|device machine|connection connected connect|is has status state|
        invoice bill|payment transaction|tax vat|discount coupon|ship shipping delivery|plan price tier|quantity units|author creator writer|file document attachment|folder directory|issue ticket case|
        comment reply|view visit|score rating grade|latitude y|longitude x|first given fore|last family sur|mac hardware|rental hire|film movie|genre category kind class style|partner spouse husband wife
        """);

    private static readonly List<HashSet<string>> Contrasts = Sets("""
        create update delete start end finish cancel close open pay send receive read publish expire archive approve reject ship deliver refund trial accept decline fail join leave verify activate schedule process run estimate due capture|
        first last|minimum maximum average median|old new|previous current next|in out|input output|from to|source destination target|width height depth length|latitude longitude|gross net|billing shipping|
        ipv4 ipv6|public private|home work mobile fax|upload download|read write|left right|top bottom|up down|male female|day week month year hour minute second|success failure error|open closed|buy sell|credit debit|
        city country state street postal district|sender recipient receiver|parent child|subtotal total tax discount|training validation test result|before after|local global remote|html text|ssh git clone svn|follower following
        """);

    /// <summary>The unabbreviated, stemmed word.</summary>
    public static string Normal(string word) => Stem(Full.GetValueOrDefault(word, word));

    /// <summary>Whether two normal words mean the same in the fields of an API.</summary>
    public static bool AreSynonyms(string a, string b) =>
        Sense.TryGetValue(a, out var first) && Sense.TryGetValue(b, out var second) && first.Overlaps(second);

    /// <summary>Whether two normal words belong to one list of opposites, so that fields named by them hold different things.</summary>
    public static bool Exclude(string a, string b) => a != b && !AreSynonyms(a, b) && Contrasts.Exists(s => s.Contains(a) && s.Contains(b));

    /// <summary>A light stem of an English word: plural, -ed, -ing, -ion endings.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 3) return word;
        if (word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.EndsWith("sses", StringComparison.Ordinal)) return word[..^2];
        if (word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("is", StringComparison.Ordinal)) return word;
        if (word.EndsWith('s')) word = word[..^1];
        foreach (var ending in (string[])["ation", "ction", "tion", "ing", "ed", "e"])
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < 3) continue;
            var stem = word[..^ending.Length];
            if (ending == "ction") return stem + "ct";
            if (ending == "tion") return stem + "t";
            if (ending is "ed" or "ing" && stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's')) return stem[..^1];
            return stem;
        }
        return word;
    }

    private static Dictionary<string, string> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in Parts(text)) pairs.TryAdd(pair[0], pair[1]);
        return pairs;
    }

    // A word can have several senses.
    private static Dictionary<string, HashSet<int>> Groups(string text)
    {
        var senses = new Dictionary<string, HashSet<int>>();
        var sense = 0;
        foreach (var words in Parts(text))
        {
            foreach (var word in words.Select(Normal))
            {
                if (!senses.TryGetValue(word, out var known)) senses[word] = known = [];
                known.Add(sense);
            }
            sense++;
        }
        return senses;
    }

    private static List<HashSet<string>> Sets(string text) => [.. Parts(text).Select(words => words.Select(Normal).ToHashSet())];

    private static IEnumerable<string[]> Parts(string text) =>
        text.Split('|').Select(p => p.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length > 1);
}
