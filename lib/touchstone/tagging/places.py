"""The country a study was done in, from names of countries, nationalities, large cities and states."""

from __future__ import annotations

import re

import ahocorasick

from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention

_COUNTRIES = {
    "United States": "united states|usa|u.s.|american|americans",
    "United Kingdom": (
        "united kingdom|uk|britain|british|england|english|scotland|scottish|wales|welsh|northern ireland"
    ),
    "Iran": "iran|iranian|iranians",
    "Turkey": "turkey|turkish|turkiye|türkiye",
    "China": "china|chinese",
    "Taiwan": "taiwan|taiwanese",
    "Hong Kong": "hong kong",
    "South Korea": "korea|korean|koreans|south korea",
    "Japan": "japan|japanese",
    "India": "india|indian|indians",
    "Pakistan": "pakistan|pakistani",
    "Thailand": "thailand",
    "Indonesia": "indonesia|indonesian",
    "Malaysia": "malaysia|malaysian",
    "Singapore": "singapore",
    "Philippines": "philippines|filipino",
    "Vietnam": "vietnam|vietnamese",
    "Bangladesh": "bangladesh|bangladeshi",
    "Nepal": "nepal|nepalese",
    "Sri Lanka": "sri lanka",
    "Israel": "israel|israeli|israelis",
    "Egypt": "egypt|egyptian",
    "Saudi Arabia": "saudi arabia|saudi",
    "Iraq": "iraq|iraqi",
    "Jordan": "jordanian",
    "Lebanon": "lebanon|lebanese",
    "Syria": "syria|syrian",
    "Libya": "libya|libyan",
    "Tunisia": "tunisia|tunisian",
    "Morocco": "morocco|moroccan",
    "Nigeria": "nigeria|nigerian",
    "Kenya": "kenya|kenyan",
    "Ethiopia": "ethiopia|ethiopian",
    "Ghana": "ghana|ghanaian",
    "South Africa": "south africa|south african",
    "Uganda": "uganda",
    "Germany": "germany|german|germans",
    "Austria": "austria|austrian",
    "Switzerland": "switzerland|swiss",
    "France": "france|french",
    "Belgium": "belgium|belgian",
    "Netherlands": "netherlands|dutch",
    "Spain": "spain|spanish",
    "Portugal": "portugal|portuguese",
    "Italy": "italy|italian|italians",
    "Greece": "greece|greek",
    "Sweden": "sweden|swedish",
    "Norway": "norway|norwegian",
    "Denmark": "denmark|danish",
    "Finland": "finland|finnish",
    "Iceland": "iceland|icelandic",
    "Ireland": "ireland|irish",
    "Poland": "poland|polish",
    "Czech Republic": "czech|czechia",
    "Slovakia": "slovakia|slovak",
    "Slovenia": "slovenia|slovenian",
    "Croatia": "croatia|croatian",
    "Serbia": "serbia|serbian",
    "Hungary": "hungary|hungarian",
    "Romania": "romania|romanian",
    "Bulgaria": "bulgaria|bulgarian",
    "Russia": "russia|russian",
    "Ukraine": "ukraine|ukrainian",
    "Lithuania": "lithuania|lithuanian",
    "Latvia": "latvia|latvian",
    "Estonia": "estonia|estonian",
    "Canada": "canada|canadian|canadians",
    "Australia": "australia|australian|australians",
    "New Zealand": "new zealand",
    "Brazil": "brazil|brazilian|brazilians",
    "Argentina": "argentina|argentine|argentinian",
    "Chile": "chile|chilean",
    "Colombia": "colombia|colombian",
    "Mexico": "mexico|mexican",
    "Peru": "peru|peruvian",
    "Ecuador": "ecuador",
    "Cuba": "cuba|cuban",
    "Dominican Republic": "dominican republic|dominican",
    "Nicaragua": "nicaragua|nicaraguan",
    "Cyprus": "cyprus|cypriot",
    "Malta": "malta",
}  # fmt: skip
_PLACES = {
    "United States": (
        "new york|boston|chicago|los angeles|houston|seattle|san francisco|philadelphia|miami|atlanta|"
        "baltimore|detroit|minneapolis|cleveland|pittsburgh|denver|washington|mayo clinic|"
        "veterans affairs|veterans health administration|memorial sloan-kettering|md anderson|california|"
        "texas|florida|illinois|ohio|michigan|minnesota|pennsylvania|massachusetts|maryland|colorado|"
        "arizona|oregon|wisconsin|indiana|kentucky|virginia|carolina|tennessee|missouri|connecticut|"
        "new jersey|vermont|iowa|utah|nebraska|kansas"
    ),
    "United Kingdom": (
        "london|manchester|birmingham|oxford|cambridge|edinburgh|glasgow|bristol|leeds|southampton|"
        "exeter|coventry|nhs"
    ),
    "Iran": (
        "tehran|isfahan|esfahan|shiraz|mashhad|tabriz|kerman|ahvaz|qazvin|kermanshah|hamadan|rasht|yazd|"
        "zahedan|arak|urmia"
    ),
    "Turkey": "istanbul|ankara|izmir|antalya|erzurum|konya",
    "China": "beijing|shanghai|guangzhou|nanjing|chengdu|wuhan",
    "Taiwan": "taipei|kaohsiung|taichung",
    "South Korea": "seoul|busan|daegu",
    "Japan": "tokyo|osaka|kyoto",
    "India": "delhi|mumbai|chennai|bangalore|bengaluru|kerala|puducherry|hyderabad|mangalore|pune|karnataka",
    "Egypt": "cairo|alexandria university|zagazig",
    "Germany": "berlin|munich|hamburg|cologne|heidelberg|freiburg|jena|leipzig",
    "France": "paris",
    "Spain": "madrid|barcelona|granada|seville|valencia|almeria",
    "Italy": "rome|milan|florence|naples|padua",
    "Sweden": "stockholm|gothenburg|uppsala|linkoping",
    "Canada": "toronto|montreal|vancouver|ottawa|calgary|edmonton|quebec|ontario|alberta|british columbia",
    "Australia": "sydney|melbourne|brisbane|perth|adelaide|queensland|new south wales",
    "Brazil": "sao paulo|rio de janeiro|brasilia",
    "Israel": "tel aviv|jerusalem|haifa|sheba medical center",
    "Austria": "vienna|salzburg",
    "South Africa": "cape town|johannesburg|durban",
    "Thailand": "bangkok|chiang mai|khon kaen",
    "Pakistan": "lahore|karachi|islamabad",
    "Dominican Republic": "santo domingo",
    "Nicaragua": "managua",
    "Slovenia": "ljubljana",
    "Hong Kong": "hong kong",
}  # fmt: skip
_OF: dict[str, str] = {}
for _table in (_COUNTRIES, _PLACES):
    for _country, _names in _table.items():
        for _name in _names.split("|"):
            _OF.setdefault(_name, _country)
_NAMES = ahocorasick.Automaton()
for _name in sorted(_OF):
    _NAMES.add_word(_name, _name)
_NAMES.make_automaton()
# A nationality before such words tells a technique, a language or a scale, not a place.
_NOT_PLACE = re.compile(
    r"[- ](?:medicine|version|language|techniques?|stroke|herbal|therapeutic|style|questionnaire|and "
    r"chinese|databases?|sources|reports?|or (?:english|spanish|persian)|speaking|ones|college of|society|academy|"
    r"and (?:english|persian|turkish)|trials)"
)


def read_country(reading: Reading) -> Found | None:
    """The first country that the methods (else the title, else the rest) place the study in.

    A nation within the name of a technique is no place.
    """
    treatments = covered_by(reading.mentions, ("intervention", "outcome"))
    for wanted in (("methods",), ("aim", ""), ("results",)):
        for category, start, end in reading.blocks:
            if category in wanted:
                for name, at in _names(reading.low, start, end):
                    mention = Mention(at, at + len(name), "country", "", False)
                    if treatments(mention) or (name in _ALSO_WORDS and not reading.body[at].isupper()):
                        continue
                    return Found("country", _OF[name], reading.field, at, at + len(name), 0.8)
        if wanted == ("methods",):
            inside = covered_by(reading.title_mentions, ("intervention",))
            for name, at in _names(reading.low_title, 0, len(reading.low_title)):
                if not inside(Mention(at, at + len(name), "country", "", False)):
                    return Found("country", _OF[name], "title", at, at + len(name), 0.7)
    return None


_ALSO_WORDS = frozenset(("turkey", "polish", "perth", "dutch", "rome", "florence", "nice", "swiss", "kansas", "china"))


def _names(low: str, start: int, end: int) -> list[tuple[str, int]]:
    """Names of places in `low` as whole words, in order, but for those that only qualify something else."""
    out = []
    for last, name in _NAMES.iter(low, start, end):
        at = last - len(name) + 1
        if (at and low[at - 1].isalnum()) or (last + 1 < len(low) and low[last + 1].isalnum()):
            continue
        if not _NOT_PLACE.match(low, last + 1):
            out.append((name, at))
    return out
