"""Names of places by country, folded as texts are (lower case, no accents): what tells where a study was done."""

# The names of countries, and what their people are called.
COUNTRIES = {
    "United States": (
        "united states|usa|u.s.|u.s.a.|american|americans|african american|mexican american|puerto rico|appalachian"
    ),
    "United Kingdom": (
        "united kingdom|uk|great britain|britain|british|england|english|scotland|scottish|wales|welsh|northern ireland"
    ),
    "Iran": "iran|iranian|iranians",
    "Turkey": "turkey|turkish|turkiye",
    "China": "china|chinese",
    "Taiwan": "taiwan|taiwanese",
    "Hong Kong": "hong kong",
    "South Korea": "korea|korean|koreans|south korea",
    "Japan": "japan|japanese",
    "India": "india|indian|indians",
    "Pakistan": "pakistan|pakistani",
    "Thailand": "thailand|thai",
    "Indonesia": "indonesia|indonesian|indonesians",
    "Malaysia": "malaysia|malaysian",
    "Singapore": "singapore|singaporean",
    "Philippines": "philippines|filipino",
    "Vietnam": "vietnam|vietnamese",
    "Cambodia": "cambodia|cambodian",
    "Myanmar": "myanmar",
    "Bangladesh": "bangladesh|bangladeshi",
    "Nepal": "nepal|nepalese|nepali",
    "Sri Lanka": "sri lanka|sri lankan",
    "Mongolia": "mongolia|mongolian",
    "Kazakhstan": "kazakhstan",
    "Uzbekistan": "uzbekistan",
    "Israel": "israel|israeli|israelis",
    "Egypt": "egypt|egyptian|egyptians",
    "Saudi Arabia": "saudi arabia|saudi|saudis",
    "United Arab Emirates": "united arab emirates|uae|emirati",
    "Qatar": "qatar|qatari",
    "Kuwait": "kuwait|kuwaiti",
    "Bahrain": "bahrain",
    "Oman": "oman|omani",
    "Iraq": "iraq|iraqi",
    "Jordan": "jordan|jordanian|jordanians",
    "Lebanon": "lebanon|lebanese",
    "Palestine": "palestine|palestinian|palestinians|gaza|west bank",
    "Syria": "syria|syrian",
    "Afghanistan": "afghanistan|afghan",
    "Libya": "libya|libyan",
    "Tunisia": "tunisia|tunisian",
    "Algeria": "algeria|algerian",
    "Morocco": "morocco|moroccan",
    "Sudan": "sudan|sudanese",
    "Nigeria": "nigeria|nigerian|nigerians",
    "Kenya": "kenya|kenyan",
    "Tanzania": "tanzania|tanzanian",
    "Malawi": "malawi",
    "Zambia": "zambia",
    "Zimbabwe": "zimbabwe",
    "Rwanda": "rwanda",
    "Ethiopia": "ethiopia|ethiopian",
    "Ghana": "ghana|ghanaian",
    "Cameroon": "cameroon",
    "South Africa": "south africa|south african",
    "Uganda": "uganda|ugandan",
    "Germany": "germany|german|germans",
    "Austria": "austria|austrian",
    "Switzerland": "switzerland|swiss",
    "France": "france|french",
    "Belgium": "belgium|belgian|flemish|flanders",
    "Netherlands": "netherlands|dutch",
    "Luxembourg": "luxembourg",
    "Spain": "spain|spanish|catalan|catalonia|andalusia|andalusian",
    "Portugal": "portugal|portuguese",
    "Italy": "italy|italian|italians",
    "Greece": "greece|greek",
    "Sweden": "sweden|swedish",
    "Norway": "norway|norwegian|norwegians",
    "Denmark": "denmark|danish",
    "Finland": "finland|finnish|finns",
    "Iceland": "iceland|icelandic",
    "Ireland": "ireland|irish",
    "Poland": "poland|polish",
    "Czech Republic": "czech|czechia",
    "Slovakia": "slovakia|slovak",
    "Slovenia": "slovenia|slovenian",
    "Croatia": "croatia|croatian",
    "Serbia": "serbia|serbian",
    "Bosnia and Herzegovina": "bosnia|bosnian",
    "Kosovo": "kosovo",
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
    "New Zealand": "new zealand|maori",
    "Brazil": "brazil|brazilian|brazilians",
    "Argentina": "argentina|argentine|argentinian",
    "Chile": "chile|chilean",
    "Colombia": "colombia|colombian",
    "Mexico": "mexico|mexican",
    "Peru": "peru|peruvian",
    "Ecuador": "ecuador|ecuadorian",
    "Uruguay": "uruguay",
    "Cuba": "cuba|cuban",
    "Haiti": "haiti|haitian",
    "Jamaica": "jamaica|jamaican",
    "Dominican Republic": "dominican republic|dominican",
    "Nicaragua": "nicaragua|nicaraguan",
    "Costa Rica": "costa rica",
    "Cyprus": "cyprus|cypriot",
    "Malta": "malta|maltese",
}

# Regions, cities, universities, hospitals and services that can be taken for nothing else.
PLACES = {
    "United States": (
        "new york|manhattan|brooklyn|boston|chicago|los angeles|houston|seattle|san francisco|san diego|san antonio|"
        "philadelphia|miami|atlanta|dallas|baltimore|detroit|minneapolis|cleveland|cincinnati|pittsburgh|denver|"
        "milwaukee|indianapolis|nashville|new orleans|st. louis|salt lake city|kansas city|sacramento|honolulu|tucson|"
        "ann arbor|albuquerque|tampa|washington|hawaii|alaska|california|texas|florida|illinois|ohio|michigan|"
        "minnesota|pennsylvania|massachusetts|maryland|colorado|arizona|oregon|wisconsin|indiana|kentucky|virginia|"
        "north carolina|south carolina|tennessee|missouri|connecticut|new jersey|vermont|iowa|utah|nebraska|kansas|"
        "alabama|louisiana|oklahoma|arkansas|mississippi|new mexico|new hampshire|rhode island|delaware|idaho|montana|"
        "midwest|midwestern|southeastern us|mayo clinic|johns hopkins|duke university|emory|harvard|yale|stanford|"
        "wayne state|rutgers|vanderbilt|northwestern university|columbia university|cornell university|"
        "brigham and women's|cedars-sinai|kaiser permanente|dana-farber|group health|ucla|ucsf|"
        "memorial sloan-kettering|memorial sloan kettering|md anderson|m.d. anderson|veterans affairs|"
        "veterans health administration|veterans administration|va medical center|va hospital|va healthcare|"
        "national guard|medicare|medicaid|national health interview survey|national institutes of health"
    ),
    "United Kingdom": (
        "london|manchester|birmingham|oxford|edinburgh|glasgow|bristol|leeds|sheffield|liverpool|nottingham|"
        "newcastle upon tyne|southampton|leicester|cardiff|swansea|belfast|aberdeen|dundee|exeter|plymouth|coventry|"
        "portsmouth|brighton|norwich|ulster|warwickshire|yorkshire|lancashire|nhs|national health service|"
        "royal marsden|university of york|university of cambridge|king's college"
    ),
    "Iran": (
        "tehran|isfahan|esfahan|shiraz|mashhad|tabriz|kerman|ahvaz|qazvin|kermanshah|hamadan|rasht|yazd|zahedan|arak|"
        "urmia|yasuj|jahrom|ardabil|babol|sari|gorgan|birjand|bojnurd|bushehr|bandar abbas|fasa|gonabad|ilam|kashan|"
        "khorramabad|lorestan|mazandaran|guilan|gilan|golestan|qom|rafsanjan|sabzevar|sanandaj|kurdistan university|"
        "semnan|shahrekord|shahroud|zabol|zanjan|neyshabur|neyshabour|dezful|abadan|jiroft|larestan|torbat|khoy|saveh|"
        "karaj|alborz|hormozgan|khuzestan|tarbiat modares|baqiyatallah|shahid beheshti|shahid sadoughi"
    ),
    "Turkey": (
        "istanbul|ankara|izmir|antalya|erzurum|konya|adana|bursa|kayseri|eskisehir|gaziantep|trabzon|samsun|malatya|"
        "diyarbakir|elazig|denizli|isparta|sivas|mersin|manisa|sakarya|kocaeli|tokat|corum|sanliurfa|kirsehir|"
        "afyonkarahisar|hacettepe|akdeniz university|ataturk university|ege university|gazi university|"
        "erciyes university|selcuk university|dokuz eylul|inonu university|cukurova|marmara university|pamukkale|"
        "karadeniz|ondokuz mayis"
    ),
    "China": (
        "beijing|shanghai|guangzhou|nanjing|chengdu|wuhan|shenzhen|hangzhou|tianjin|xi'an|chongqing|changsha|jinan|"
        "qingdao|zhengzhou|shenyang|harbin|kunming|fuzhou|nanning|guiyang|hefei|dalian|suzhou|xuzhou|wenzhou|ningbo|"
        "taiyuan|urumqi|changchun|guangdong|zhejiang|jiangsu|sichuan|hunan|hubei|henan|hebei|shandong|shanxi|shaanxi|"
        "fujian|guangxi|yunnan|guizhou|jiangxi|anhui|liaoning|heilongjiang|jilin|gansu|xinjiang|hainan|macau|macao"
    ),
    "Taiwan": "taipei|kaohsiung|taichung|tainan|hsinchu|hualien|chiayi|chang gung",
    "South Korea": "seoul|busan|daegu|incheon|gwangju|daejeon|jeonju|ulsan|yonsei|gyeonggi|jeju",
    "Japan": (
        "tokyo|osaka|kyoto|nagoya|sapporo|fukuoka|kobe|hiroshima|sendai|okinawa|hokkaido|yokohama|kagoshima|nagasaki"
    ),
    "India": (
        "new delhi|delhi|mumbai|chennai|bangalore|bengaluru|kerala|puducherry|pondicherry|hyderabad|mangalore|"
        "mangaluru|pune|karnataka|kolkata|ahmedabad|lucknow|jaipur|chandigarh|coimbatore|vellore|nagpur|indore|bhopal|"
        "belgaum|belagavi|manipal|mysore|gujarat|maharashtra|madhya pradesh|uttar pradesh|andhra pradesh|tamil nadu|"
        "tamilnadu|rajasthan|punjab|haryana|odisha|bihar|west bengal|telangana|uttarakhand|himachal"
    ),
    "Egypt": (
        "cairo|alexandria university|zagazig|mansoura|assiut|ain shams|tanta|minia|beni-suef|beni suef|sohag|benha|"
        "banha|menoufia|damanhour|port said|suez|aswan|fayoum"
    ),
    "Germany": (
        "berlin|munich|hamburg|cologne|heidelberg|freiburg|jena|leipzig|dresden|frankfurt|stuttgart|dusseldorf|"
        "hannover|gottingen|tubingen|wurzburg|bochum|charite|ulm|marburg|erlangen|rostock|bavaria|saxony"
    ),
    "France": "paris|lyon|marseille|toulouse|bordeaux|lille|nantes|strasbourg|montpellier|grenoble|rennes",
    "Switzerland": "zurich|geneva|lausanne|basel|bern",
    "Belgium": "brussels|leuven|ghent|antwerp|liege",
    "Netherlands": "amsterdam|rotterdam|utrecht|nijmegen|maastricht|groningen|leiden|the hague|eindhoven|tilburg",
    "Spain": (
        "madrid|barcelona|granada|seville|sevilla|valencia|almeria|malaga|zaragoza|murcia|bilbao|alicante|salamanca|"
        "extremadura|caceres|badajoz|cordoba|tenerife|alcala de henares|rey juan carlos"
    ),
    "Portugal": "lisbon|coimbra|braga",
    "Italy": "rome|milan|florence|naples|padua|turin|bologna|verona|genoa|palermo|pisa|siena|pavia|trieste|bari",
    "Greece": "athens|thessaloniki|patras|crete",
    "Sweden": (
        "stockholm|gothenburg|uppsala|linkoping|malmo|lund|umea|orebro|karolinska|sahlgrenska|jonkoping|vasteras|skovde"
    ),
    "Norway": "oslo|bergen|trondheim|tromso|stavanger",
    "Denmark": "copenhagen|aarhus|odense|aalborg",
    "Finland": "helsinki|tampere|turku|oulu|kuopio|jyvaskyla",
    "Ireland": "dublin|galway|limerick",
    "Poland": "warsaw|krakow|cracow|poznan|wroclaw|gdansk|lodz|lublin|katowice|szczecin|opole|rzeszow",
    "Czech Republic": "prague|brno|olomouc",
    "Hungary": "budapest|debrecen|szeged|pecs",
    "Romania": "bucharest|cluj|timisoara|iasi",
    "Serbia": "belgrade|novi sad",
    "Croatia": "zagreb|rijeka",
    "Russia": "moscow|st. petersburg|saint petersburg",
    "Ukraine": "kyiv|kiev|kharkiv|lviv",
    "Canada": (
        "toronto|montreal|vancouver|ottawa|calgary|edmonton|winnipeg|halifax|saskatoon|quebec|ontario|alberta|manitoba|"
        "saskatchewan|nova scotia|new brunswick|newfoundland|british columbia|"
        "mcgill university|at mcgill|mcmaster|macewan"
    ),
    "Australia": (
        "sydney|melbourne|brisbane|perth|adelaide|canberra|hobart|gold coast|queensland|new south wales|"
        "south australia|western australia|tasmania|monash|griffith university|la trobe"
    ),
    "New Zealand": "auckland|wellington|christchurch|dunedin|otago|massey university",
    "Brazil": (
        "sao paulo|rio de janeiro|brasilia|belo horizonte|minas gerais|porto alegre|rio grande do sul|curitiba|recife|"
        "fortaleza|ceara|salvador bahia|bahia|florianopolis|santa catarina|goiania|ribeirao preto|campinas|parana|"
        "pernambuco"
    ),
    "Mexico": "mexico city|guadalajara|monterrey",
    "Chile": "santiago de chile|valparaiso|concepcion",
    "Colombia": "bogota|medellin|bucaramanga",
    "Argentina": "buenos aires",
    "Israel": "tel aviv|jerusalem|haifa|beer sheva|sheba medical center|rambam|hadassah|tel-aviv",
    "Austria": "vienna|salzburg|graz|innsbruck|linz",
    "South Africa": "cape town|johannesburg|durban|pretoria|kwazulu|gauteng|stellenbosch",
    "Nigeria": "lagos|ibadan|enugu",
    "Kenya": "nairobi",
    "Uganda": "kampala",
    "Ghana": "accra|kumasi",
    "Ethiopia": "addis ababa",
    "Thailand": "bangkok|chiang mai|khon kaen|songkla|chulalongkorn|mahidol|thammasat|phitsanulok|naresuan",
    "Indonesia": (
        "jakarta|yogyakarta|bandung|surabaya|semarang|medan|makassar|denpasar|bali|west java|central java|east java|"
        "sumatra|sulawesi|lampung|aceh|kalimantan|padang|malang|surakarta"
    ),
    "Malaysia": "kuala lumpur|penang|selangor|kelantan|sabah|sarawak|johor",
    "Philippines": "manila",
    "Vietnam": "hanoi|ho chi minh",
    "Pakistan": "lahore|karachi|islamabad|rawalpindi|faisalabad|peshawar|multan|sialkot|sindh|khyber|riphah",
    "Bangladesh": "dhaka",
    "Nepal": "kathmandu",
    "Sri Lanka": "colombo",
    "Saudi Arabia": "riyadh|jeddah|makkah|mecca|medina|dammam|tabuk",
    "Jordan": "amman|irbid",
    "Lebanon": "beirut",
    "Iraq": "baghdad|basra|mosul|erbil|sulaimani",
    "Tunisia": "tunis|sfax|sousse",
    "Morocco": "casablanca|rabat",
    "Dominican Republic": "santo domingo",
    "Nicaragua": "managua",
    "Slovenia": "ljubljana|maribor",
    "Lithuania": "vilnius|kaunas",
    "Latvia": "riga",
    "Estonia": "tartu|tallinn",
    "Iceland": "reykjavik",
    "Hong Kong": "kowloon",
    "Cyprus": "nicosia",
}
