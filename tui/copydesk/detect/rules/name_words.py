"""Words that tell what a name is: titles before a person, head words of organisations, places and events."""

from __future__ import annotations

HONORIFICS = frozenset(
    """
    Mr Mrs Ms Mx Miss Dr Prof Professor Sir Dame Lord Lady Baroness Baron Madam Mme Mlle M Monsieur Madame Herr Frau
    Señor Señora Don Doña Sheikh Shaykh Imam Ayatollah Mullah Rabbi Father Fr Sister Brother Rev Reverend Pastor Pope
    Saint Ustaz Datuk Tan Dato Haji Maulana Swami Shri Sri Smt Adv Messrs Mx
    """.split()
)
"""Never part of a name; what follows is a person."""

TITLES = frozenset(
    """
    President President-elect Vice-President Premier Chancellor King Queen Prince Princess Emperor Empress Emir Sultan
    Tsar Duke Duchess Count Countess Earl Governor Gov Mayor Senator Sen Congressman Congresswoman Representative Rep
    Councillor Councilman Councilwoman Delegate Minister MP Speaker Secretary Ambassador Attorney Chairman Chairwoman
    Chair Chairperson Director Chief Captain Capt General Gen Colonel Col Major Maj Lieutenant Lt Sergeant Sgt
    Corporal Cpl Private Pvt Admiral Adm Commander Cmdr Commissioner Judge Justice Inspector Detective Det Constable
    Officer Superintendent Supt Sheriff Deputy Agent Coach Manager Archbishop Bishop Cardinal Spokesman Spokeswoman
    Spokesperson Leader Comrade Marshal Brigadier Coroner Prosecutor Counsel Candidate Nominee Undersecretary
    Treasurer Dictator Chairlady Lawmaker Magistrate Warden Provost Chancellor Comptroller First-Lady Hon Honourable
    Honorable PM CEO Ex-President Former Late Acting Interim Incoming Outgoing Then-President Actor Actress Singer
    Author Writer Journalist Economist Analyst Presidente Sec Atty
    """.split()
)
"""Job titles: before a name they are not part of it, and what follows is a person."""

TITLE_PHRASES = frozenset(
    "Prime Minister|Vice President|Foreign Minister|Defence Minister|Defense Minister|Finance Minister|"
    "Interior Minister|Health Minister|Justice Minister|Education Minister|Environment Minister|Energy Minister|"
    "Trade Minister|Home Minister|Chief Minister|Deputy Prime Minister|Foreign Secretary|Home Secretary|"
    "Health Secretary|Defence Secretary|Defense Secretary|Treasury Secretary|Press Secretary|General Secretary|"
    "Secretary General|Secretary-General|Secretary of State|Secretary of Defense|Secretary of the Treasury|"
    "Attorney General|Solicitor General|Surgeon General|First Lady|First Minister|Supreme Leader|"
    "Supreme Commander|Crown Prince|Crown Princess|Chief Justice|Chief Executive|Chief Executive Officer|"
    "Chief of Staff|Chief Inspector|Police Chief|Police Commissioner|House Speaker|Speaker of the House|"
    "Majority Leader|Minority Leader|Senate Majority Leader|Senate Minority Leader|House Majority Leader|"
    "House Minority Leader|Opposition Leader|Party Leader|Lord Mayor|Lieutenant General|Major General|"
    "Brigadier General|Lieutenant Colonel|Lt Gen|Maj Gen|Lt Col|Vice Admiral|Rear Admiral|District Attorney|"
    "State Attorney|Lord Justice|Mr Justice|Deputy Director|Managing Director|Executive Director|Vice Chairman|"
    "Vice Chair|Union Minister|Cabinet Minister|Member of Parliament|National Security Adviser|"
    "National Security Advisor|White House Press Secretary|White House Chief of Staff|Chancellor of the Exchequer|"
    "Chief Financial Officer|Special Envoy|Special Representative".split("|")
)
"""Titles of several words."""

LOWER_TITLES = frozenset(
    """
    president premier chancellor king queen prince princess governor mayor senator congressman congresswoman minister
    secretary ambassador chairman chairwoman director captain general colonel major lieutenant sergeant admiral
    commander commissioner judge justice inspector detective officer sheriff deputy coach manager archbishop bishop
    spokesman spokeswoman spokesperson leader dictator lawyer attorney analyst economist professor actor actress
    singer author writer journalist reporter editor activist researcher scientist founder co-founder businessman
    businesswoman billionaire politician lawmaker candidate nominee adviser advisor aide envoy diplomat negotiator
    striker midfielder defender goalkeeper winger skipper boss father mother son daughter brother sister wife husband
    uncle aunt cousin widow girlfriend boyfriend friend colleague rival predecessor successor comedian rapper musician
    artist designer photographer director-general historian teacher student footballer player star champion veteran
    pilot farmer resident residents mathematician novelist poet playwright filmmaker composer guitarist drummer
    pianist biologist physicist chemist psychologist sociologist celebrity entrepreneur investor strategist
    """.split()
)
"""Lower-case roles: a capitalised pair or triple right after one is a person."""

ORG_HEADS = frozenset(
    """
    Inc Corp Corporation Co Company Companies Ltd Limited LLC LLP PLC Plc plc GmbH AG SA NV Group Holdings Partners
    Bank Banks Fund Trust Foundation Institute Institution University College School Academy Ministry Department Dept
    Agency Bureau Commission Committee Council Board Authority Administration Association Federation Confederation
    Union Alliance League Society Organization Organisation Party Congress Parliament Assembly Senate Court Tribunal
    Office Service Services Force Forces Army Navy Guard Guards Corps Police Club FC United Hospital Clinic Church
    Network Media Press News Times Post Herald Tribune Gazette Journal Magazine Telegraph Daily Broadcasting
    Television TV Radio Studios Pictures Entertainment Records Airlines Airways Air Motors Motor Industries Systems
    Technologies Technology Solutions Software Labs Laboratories Laboratory Pharmaceuticals Pharma Energy Petroleum
    Oil Gas Steel Electric Power Communications Telecom Insurance Capital Securities Investments Exchange Coalition
    Movement Front Brigade Brigades Cabinet Government Secretariat Directorate Chamber Centre Center Initiative
    Program Programme Project Campaign Team Squad Unit Consortium Cooperative Syndicate Caucus Conference Treasury
    Registry Observatory Watch International Associates Consulting Enterprises Ventures Stores Foods Brewery Resources
    Mining Development Bancorp Financial Economics Regiment Battalion Division Fleet Militia Command Headquarters
    Embassy Consulate Mission Faculty Band Orchestra Choir Ballet Opera Jets Giants Lions Tigers Bears Eagles Rangers
    Rovers Wanderers Athletic Raiders Bulls Celtics Patriots Dodgers Panthers Knights Cubs Dragons Wildcats Bulldogs
    """.split()
)
"""A name ending in one of these is an organisation."""

ORG_OPENERS = frozenset(
    """
    Ministry Department University Bank Institute Office Bureau Council House Association Federation Board Committee
    Commission Society Center Centre College Court School Union Church Academy Organization Organisation Party
    Confederation Chamber Foundation Movement League Front Agency Alliance Army Coalition Directorate Faculty
    Government Parliament Assembly Museum Embassy Secretariat Campaign Forum Democratic
    """.split()
)
"""Head words that take "of" or "for": what follows belongs to the name."""

FAC_HEADS = frozenset(
    """
    Airport Bridge Tunnel Stadium Arena Palace Castle Tower Towers Building Hotel Station Terminal Dam Highway
    Motorway Expressway Freeway Street Road Avenue Boulevard Lane Square Plaza Museum Gallery Theatre Theater
    Cathedral Mosque Temple Synagogue Monastery Shrine Abbey Prison Jail Cemetery Library Zoo Mall Port Harbour Harbor
    Railway Pipeline Reactor Refinery Factory Mine Monument Memorial Hall Mansion Resort Crossing Roundabout Bypass
    Courthouse Gate Pier Camp Plant
    """.split()
)
"""A name ending in one of these is a facility."""

LOC_HEADS = frozenset(
    """
    River Lake Sea Ocean Bay Gulf Strait Straits Channel Peninsula Island Islands Isles Mountain Mountains Hills
    Valley Desert Forest Coast Canyon Glacier Volcano Reef Delta Basin Plateau Plains Archipelago Cape Creek Falls
    Rainforest Park Beach Region Heights Lagoon Canal Steppe
    """.split()
)
"""A name ending in one of these is a place without a government."""

LOC_OPENERS = frozenset("Mount Mt Lake Cape Gulf River Bay Isle Strait Sea Fort Ft".split())
"""A name beginning with one of these and going on is a place."""

GPE_HEADS = frozenset(
    """
    City County Province State Prefecture District Township Town Village Republic Kingdom Emirate Emirates Territory
    Municipality Oblast Governorate Borough
    """.split()
)
"""A name ending in one of these is a place with a government."""

EVENT_HEADS = frozenset(
    """
    War Wars Revolution Uprising Summit Olympics Games Cup Championship Championships Open Prix Festival Conference
    Marathon Massacre Rebellion Election Elections Referendum Treaty Hurricane Typhoon Earthquake Pandemic Fair Expo
    Derby Tournament Finals Awards Biennale Spring Crusade Battle Convention
    """.split()
)
"""A name ending in one of these is an event."""

EVENT_OPENERS = frozenset("Hurricane Typhoon Cyclone Storm Operation Battle".split())
"""A name beginning with one of these and going on is an event."""

NOT_NAMES = frozenset(
    """
    I The A An This That These Those It He She We They You His Her Its Their Our My Your In On At By For From With
    Without To Of And Or But Nor So Yet If When While Where Who Whom Whose Which What Why How As After Before Since
    Until Because Although Though However Meanwhile Moreover Furthermore Additionally Also Then There Here Now Today
    Tomorrow Yesterday Tonight Once Only Just Even Still Not No Yes All Some Many Most Much More Few Several Both
    Either Neither Each Every Any Another Other Others Such Under Over Between Among Amid During Despite Through
    Throughout Across Against About Above Below Into Onto Upon Within Along Around Behind Beyond Near Off Out Up Down
    Per Via Like Unlike Than Too Very Well Perhaps Maybe Indeed Thus Hence Therefore Instead Rather Otherwise
    Nevertheless Nonetheless Finally First Firstly Second Secondly Third Last Next Later Earlier Recently Currently
    Previously Formerly Eventually Officials Police Sources People Do Does Did Is Are Was Were Be Been Being Has Have
    Had Can Could May Might Must Shall Should Will Would Let Lets Don Asked Speaking According Following Given
    Including Based Read See Watch Click Share Photo Photos Image Images Video File Source Credit Getty Advertisement
    Related Editor Editors Reporting Writing Editing By Updated Published Posted Story Continue Subscribe Sign
    Copyright Email Comments Comment Print One Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands
    Millions Dozens Half Part Why Whether Ever Never Always Often Sometimes Especially Particularly Overall Generally
    Apparently Clearly Obviously Certainly Surely Sure Ok Okay Oh Hey Hi Hello Thanks Thank Please Dear God Internet
    Web Covid COVID Covid-19 COVID-19 HIV AIDS DNA GDP TV CEO CFO COO PhD MBA PR IT AI HR VIP Ltd PM AM EST EDT GMT
    UTC PST ET MPs MP VAT GMO NGO NGOs LGBT LGBTQ Mom Mum Dad Mother Father Grandma Grandpa Bible Koran Quran Earth
    Sun Moon Lord Man Woman Men Women Children Kids Government Governor President Prime Minister Ministers
    Administration Election Constitution Act Law Bill Chapter Section Article Figure Table
    """.split()
)
"""Capitalised words that are no name by themselves."""

PARTICLES = frozenset(
    """
    de da do dos das di del della der den des du la le van von bin ibn bint al el ul ur abu ben e y zu ter ten af av
    """.split()
)
"""Lower-case words inside a person's or a place's name."""

SUFFIXES = frozenset("Jr Sr II III IV Jr. Sr.".split())
"""What may follow a surname and belongs to the name."""

THING_HEADS = frozenset(
    """
    Act Agreement Bill Law Laws Plan Accord Accords Pact Protocol Report Review Notice Release Assessment Assessments
    Summary Visit Award Prize Day Week Month Year Rights Code Amendment Charter Declaration Resolution Policy Strategy
    Scheme Index Survey Order Test Songs Nights Song Album Book Show Edition Version Series Model Guidelines Rules
    Statement Deal Budget Reform Reforms Measures Virus Disease Syndrome Vaccine Date Time Name Number Page Eve Age
    Ages Era Century Dream Way Life World Support Service Customer Member Members Question Questions Answer Process
    Period Fixed Income Market Markets Framework Emergency Exception Nation
    """.split()
)
"""A name ending in one of these is a thing without a label here: a law, a document, a prize, a day."""

ALONE = frozenset(
    """
    Assembly Parliament Senate House Court Ministry Commission Bank Party Foundation Council Cabinet Congress
    Committee Tribunal Treasury Authority Board Federation Association Academy Bureau Department Army Navy Agency
    Taliban Opposition Legislature Supreme
    """.split()
)
"""Head words that name an organisation even alone, after "the" within a sentence."""

NOT_ORGANIZATIONS = frozenset(
    """
    CPI PCR SDR EIA RAT PHOTO PHOTOS NPL NPLs USD EUR GBP PDF FAQ URL HTML API GPS SMS LED DVD CD AM FM OK VS NB PS
    RIP SOS UFO IQ ID IDs PIN ATM MRI ICU PPE SARS MERS ADHD PTSD STEM EV EVs SUV SUVs IPO ETF KPI ROI GNP PPP AKA
    ASAP TBA BREAKING NEWS EXCLUSIVE UPDATE LIVE WATCH READ MORE NOTE END ENDS CORRECTION EDITOR BY ALSO THE AND FOR
    WITH NOT BA BSc MSc MA LLB MD JD DUI SWAT DIY VIPs FIR NFT NFTs
    """.split()
)
"""Capital letters that are no organisation."""
