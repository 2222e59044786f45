//! Words that are names too: `May`, `Will`, `Aroha`. Whether such a word is said as a name, its capital letter and its neighbours tell.
//!
//! Where they do not tell, it counts as a name: a false alarm costs the author one line, a name that slips through costs a child. The lists
//! hold English, te reo Māori and French, the languages that the interface speaks.

use super::words::{Words, just_before};

/// Words of everyday language that children or families are called by, folded.
const COMMON: &str = "
    abbey ace acacia admiral aim alba amber amity ange angel apple april archer ariel art ash aspen aurore autumn avenue ba baker ball banks
    barber bard barker bass basil bay bear beau bell belle berry best bill birch bird bishop black blanche blaze bliss blossom blue bob bond bonny
    bowman boy brand bravery brick briar bridge bright brook brown buck bud bunny burns bush butcher butler candy car carol carpenter cash caspian
    cedar chance chapel charity charm chase cherry chip christian christmas church claire clarity clay clement cliff cloud clover colt comet
    constant cook cooper coral cotton cricket cross crystal cyan daisy dale dane dash dawn day dean dell desiree destiny diamond dick dot dove drew
    drummer duke dusk dusty eagle earl earnest ebony echo eden elder ember emerald essence eve ever faith farmer fawn fern field fields finch fisher
    flash fleur flint flora florence flower flowers forest foster fox frank free freedom freeman french frost gale garden gardener garnet gay gene genesis
    gift ginger glade glass glen glory gold good grace grant gray green grey grove gull guy hale hall hand happy hardy harmony harp harper haven
    hawk hazel head heart heath heather heaven herb hero hill hob holiday holly honest honey honor honour hood hope house humble hunt hunter indigo
    iris island ivory ivy jack jade jasmine jasper jay jazz jersey jet jewel job jolly journey joy jubilee judge juniper junior just justice
    juste kay keen keys kind king kit knight lace lake lamb lance land lane lark laurel lavender law leaf lee lemon liberty light lilac lily link lion
    little long lord lotus love lovely low loyal luck lucky lux lyric mace magic magnolia major maple marble march marguerite marina mark
    marshal marshall mason mat max maxim meadow melody memory mercy mere merit merry miles mill miller mills mint miracle misty modeste
    monday moon moor moral morning moss myrtle neat nick night noble noel north nova oak ocean oceane olive opal orchid palm pansy park
    parker parks parson parsons pascal pat patience patty paz peace peaches pearl peg penny pepper petal phoenix piers pierre pike pine
    piper pitch pleasant plum poet pool pope poppy port porter post potter power powers precious price prince princess promise prosper prudence
    queen quill rain rainbow ram ranger raven ray read reading reason red reed reef rein remedy rice rich ring rip river rivers rob robin
    rock rocky rod roman rook rose rosemary rover rowan royal ruby rush rust rusty sable sage sail saint salt sand sandy sapphire satin
    savage savannah saviour scout seal season senior serene serenity shell shepherd short sienna silver singer sky slate small smith snow
    sol solace son song sonny spark sparks spike spring star stark sterling stone storm story strange street strong sue sugar summer summit sun sunday
    su sunny sunshine sweet swift tab tailor tanner taylor teal temple terra thorn thyme tiger timber topaz town trace trey trinity trip true
    trust tucker tuesday turner unity urban valentine valour van velvet victoire victor victory viola violet virtue wade walker wall ward warden warren
    water waters weaver wells west wheeler white will willow win wind windy winner winter wise wolf wonder wood woods worth wren york young zeal zen zephyr
    zest aere ahi ahorangi ahurei aio ake amaru ana anahera anga ara aria ariki aroha aronui ata atarangi atawhai ataahua aue awa awhi hana hari
    harakeke haumaru hau hawea heke heni herenga hika hikoi hine hinengaro hira hiwa hoa hoani hono hotu hua huia hura iho ihi ika inu iti kaea kahu
    kahukura kahurangi kai kaia kanapu kapua karaka kaha kauri kawa kea kehu keita kere kiri kiwa kiwi koa koha kohatu kohu kopu kora koro koru kotare
    kotuku kowhai kui kupu kura mahana mahi mahina mahuru maia maire makere makareta mana manaaki manaia manawa manu manuka mara marama mareikura
    maru mata matai matariki maui mauri maunga mihi mihiata miro moana moe moko nga ngaio ngaire ngaru ngahere nikau noa nui ora oriwa pae paea pai pania
    papa para parata parera pare patu peti pipi pou pounamu puawai puna purotu ra rahi rahui rangi rangimarie rata rau rawa rea rehu reka rerenga
    reo rere reremoana rima rimu ringa rito roa roimata rongo rongomai rua ruru tahi tai taika takiri tama tamahine tane tangaroa tangi tapu taonga
    tarawhai taumata tautoko tawa tawhiri te tia tiaho tiaki tiare tika tira toa toka toko tui tuia tumanako tupu turama turi tutu uenuku umu uru
    utu wa wai waimarie waiora waipuna waka wana whai whaea whakaaro wharepapa whenua whero whetu wiki";

/// Those that say a time: beside a day or a year, or behind `in` or `last`, they are no names.
const TIMES: &str = "april august autumn christmas easter january june july march matariki may monday sunday spring summer tuesday winter";

/// Those that begin a sentence so often that there they are no name.
const OPENERS: &str = "an as at can do he hi in is it ka ko let my no or po so to want yes yet you";

/// What stands before a time.
const BEFORE_A_TIME: &str = "
    in since until till of during last next this early late mid from through before after en de depuis avant apres debut fin mi i hei";

/// What follows a word that opens a sentence, but seldom a name.
const AFTER_AN_OPENER: &str = "
    i we you he she it they the an this that these those there my our your his her their its all any some such not be
    us them each both everyone nobody somebody people students children teachers nga te he ko";

/// What makes a name of a place or a day of the word before it.
const PLACES: &str = "
    avenue bay beach bridge church close college court creek crescent day drive gardens gallery hall hill house island lane lake library mountain museum
    park place point primary reserve river road school square st street terrace valley village week";

/// Whether a folded word is also a word of everyday language.
pub(super) fn is_commonplace(word: &str) -> bool {
    [COMMON, TIMES, OPENERS].iter().any(|list| has(list, word))
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Whether the commonplace word at `at` is said as a name.
pub(super) fn is_said_as_a_name(words: &Words<'_>, at: usize) -> bool {
    let word = &words.all[at];
    let folded = words.folded(word);
    if !words.text[word.start..].starts_with(char::is_uppercase) {
        return false;
    }
    if is_possessive(words, at) {
        return true;
    }
    if is_a_place(words, at) || (has(TIMES, folded) && is_a_time(words, at)) {
        return false;
    }
    if !opens_a_sentence(words.text, word.start) {
        return true;
    }
    !has(OPENERS, folded) && !next(words, at).is_some_and(|next| has(AFTER_AN_OPENER, next))
}

/// Whether the word at `at` begins the name of a place or a day, as in `Rose Street`.
pub(super) fn is_a_place(words: &Words<'_>, at: usize) -> bool {
    next(words, at).is_some_and(|next| has(PLACES, next))
}

/// The word that follows with nothing but a space between.
fn next<'w>(words: &'w Words<'_>, at: usize) -> Option<&'w str> {
    words.at(at + 1).filter(|_| words.gap(at) == " ")
}

/// `May's`, with either apostrophe.
fn is_possessive(words: &Words<'_>, at: usize) -> bool {
    matches!(words.gap(at), "'" | "’") && words.at(at + 1) == Some("s")
}

/// Beside a number, or behind a word that leads to a time.
fn is_a_time(words: &Words<'_>, at: usize) -> bool {
    let word = &words.all[at];
    let before = words.text[..word.start].trim_end().chars().next_back();
    let after = words.text[word.end..].trim_start_matches([' ', ',', '-']).chars().next();
    let is_led_to = at > 0 && words.gap(at - 1) == " " && words.at(at - 1).is_some_and(|word| has(BEFORE_A_TIME, word));
    is_led_to || [before, after].into_iter().flatten().any(|c| c.is_ascii_digit())
}

/// Whether nothing but marks stands between a place and the beginning of its sentence, line of a list, heading or cell.
fn opens_a_sentence(text: &str, at: usize) -> bool {
    let before = just_before(text, at).trim_end_matches([' ', '\t', '*', '_', '"', '\'', '“', '‘', '«', '(', '[']);
    let line = before.rsplit('\n').next().unwrap_or(before);
    let is_marker =
        |c: char| matches!(c, '#' | '>' | '-' | '+' | '.' | ')' | '|') || c.is_ascii_digit() || c.is_whitespace();
    let opens_block = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n---\n");
    opens_block
        || (!line.is_empty() && line.chars().all(is_marker))
        || before.ends_with(['.', '!', '?', ':', '…', '|', '>', ';'])
}
