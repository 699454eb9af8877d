"""English furniture of pages and wires that is no part of a story."""

from core.lang.profile import Boilerplate

BOILERPLATE = Boilerplate(
    anywhere=(
        r"\bcontributed (?:to|reporting)\b.{0,40}$|\bwriters? .{0,40} contributed\.?$|\bwe use cookies\b"
        r"|earlier version of this (?:article|story)"
        r"|this (?:article|story) (?:was|has been) (?:\w+ )?(?:updated|published)"
        r"|(?:this is a|this) breaking (?:news|story)|(?:refresh|reload) (?:the|this) page"
        r"|images? may be subject to copyright"
    ),
    opening=(
        r"(?:>+|→|»|►|▶|▸)\s*(?:read|see)\b"
        r"|(?:read|see|watch|listen)(?: also)?(?: more)?\s*:|(?:read|see) also\b|read (?:more|next|the full|our full)\b"
        r"|(?:click here|related (?:articles?|stories|topics?))\b|this article is (?:for|reserved)\b"
        r"|all rights reserved\b|copyright (?:©|\d{4}|\w+ \d{4})"
        r"|(?:additional )?(?:reporting|editing|writing) (?:and \w+ )?by (?-i:[A-Z][a-z])"
        r"|image (?:source|caption|copyright)\b"
        r"|media caption\b|(?:story|article) continues below\b|editor['’]s note\s*:|correction\s*:"
    ),
    appeal=(
        r"newsletters?\s*:|(?:tags?|topics?)\s*:|photos?\. |illustration\. \("
        r"|subscribe (?:now|to|here|today)|subscribe$|sign (?:up|in)\b(?! language)|log in\b|already a subscriber"
        r"|follow (?:us|live|our|bbc|the bbc|@\w)|join (?:us on|our)|share (?:this|on)\b|download (?:our|the) app\b"
        r"|get (?:our|the) newsletter (?:here|now|in|by)|get breaking news|get in touch\b|start your (?:free )?trial"
        r"|become a (?:member|subscriber)|to (?:continue|keep) reading\b|continue reading\b"
        r"|support (?:our|independent) journ"
        r"|find out more\b|more on this (?:story|topic)\b"
        r"|more (?:details |information )?(?:to come|to follow|follows)\b"
        r"|most (?:popular|read|viewed)$|listen to the best|watch (?:live|now|the video)\b|send your story"
        r"|(?:have you been|are you) affected|sponsored (?:content|by)|advertisement\b|terms of use|scroll to continue"
    ),
    credit="photos?|credits?|image|illustration|video|caption|sources?|picture",
    report="the|he|she|they|according",
    says=r"\b(?:said|says|told|according to)\b",
    whole=(
        r"\d+ comments?|comments?|share|cookies|subscribe|log ?in|sign in|advertisement|recommended|related"
        r"|newsletters?"
    ),
    dated="published|updated|modified|posted",
    date_words="at|the|on|by|yesterday|today|updated|published|modified|last|first|st|nd|rd|th",
)
