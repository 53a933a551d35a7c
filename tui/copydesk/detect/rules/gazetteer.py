"""A modest list of names: countries and their peoples, large cities, regions, waters, organisations, events."""

from __future__ import annotations

_COUNTRIES = """
Afghanistan: Afghan, Afghans
Albania: Albanian, Albanians
Algeria: Algerian, Algerians
Andorra: Andorran, Andorrans
Angola: Angolan, Angolans
Antigua and Barbuda: Antiguan, Antiguans
Argentina: Argentine, Argentines, Argentinian, Argentinians, Argentinean
Armenia: Armenian, Armenians
Australia: Australian, Australians, Aussie, Aussies
Austria: Austrian, Austrians
Azerbaijan: Azerbaijani, Azerbaijanis, Azeri, Azeris
Bahamas: Bahamian, Bahamians
Bahrain: Bahraini, Bahrainis
Bangladesh: Bangladeshi, Bangladeshis
Barbados: Barbadian, Barbadians
Belarus: Belarusian, Belarusians
Belgium: Belgian, Belgians
Belize: Belizean, Belizeans
Benin: Beninese
Bhutan: Bhutanese
Bolivia: Bolivian, Bolivians
Bosnia, Bosnia and Herzegovina, Bosnia-Herzegovina: Bosnian, Bosnians, Bosniak, Bosniaks
Botswana: Botswanan, Batswana
Brazil: Brazilian, Brazilians
Britain, Great Britain, United Kingdom, UK, U.K.: British, Briton, Britons, Brit, Brits
Brunei: Bruneian
Bulgaria: Bulgarian, Bulgarians
Burkina Faso: Burkinabe
Burundi: Burundian, Burundians
Cambodia: Cambodian, Cambodians, Khmer
Cameroon: Cameroonian, Cameroonians
Canada: Canadian, Canadians
Cape Verde: Cape Verdean
Central African Republic: Central African
Chad: Chadian, Chadians
Chile: Chilean, Chileans
China, People's Republic of China, PRC: Chinese
Colombia: Colombian, Colombians
Comoros: Comorian
Congo, DR Congo, DRC, Democratic Republic of Congo, Democratic Republic of the Congo, Republic of Congo: Congolese
Costa Rica: Costa Rican, Costa Ricans
Croatia: Croatian, Croatians, Croat, Croats
Cuba: Cuban, Cubans
Cyprus: Cypriot, Cypriots
Czech Republic, Czechia: Czech, Czechs
Denmark: Danish, Dane, Danes
Djibouti: Djiboutian
Dominica: Dominican, Dominicans
Dominican Republic
East Timor, Timor-Leste: Timorese
Ecuador: Ecuadorian, Ecuadorians, Ecuadorean, Ecuadoreans
Egypt: Egyptian, Egyptians
El Salvador: Salvadoran, Salvadorans, Salvadorean
England: English, Englishman, Englishmen
Equatorial Guinea
Eritrea: Eritrean, Eritreans
Estonia: Estonian, Estonians
Eswatini, Swaziland: Swazi, Swazis
Ethiopia: Ethiopian, Ethiopians
Fiji: Fijian, Fijians
Finland: Finnish, Finn, Finns
France: French, Frenchman, Frenchmen
Gabon: Gabonese
Gambia: Gambian, Gambians
Germany, West Germany, East Germany: German, Germans
Ghana: Ghanaian, Ghanaians
Greece: Greek, Greeks
Greenland: Greenlandic, Greenlander, Greenlanders
Grenada: Grenadian
Guatemala: Guatemalan, Guatemalans
Guinea, Guinea-Bissau: Guinean, Guineans
Guyana: Guyanese
Haiti: Haitian, Haitians
Honduras: Honduran, Hondurans
Hungary: Hungarian, Hungarians
Iceland: Icelandic, Icelander, Icelanders
India: Indian, Indians
Indonesia: Indonesian, Indonesians
Iran: Iranian, Iranians, Persian, Persians
Iraq: Iraqi, Iraqis
Ireland, Northern Ireland, Republic of Ireland: Irish, Irishman, Irishmen, Northern Irish
Israel: Israeli, Israelis
Italy: Italian, Italians
Ivory Coast, Côte d'Ivoire, Cote d'Ivoire: Ivorian, Ivorians
Jamaica: Jamaican, Jamaicans
Japan: Japanese
Jordan: Jordanian, Jordanians
Kazakhstan: Kazakh, Kazakhs, Kazakhstani
Kenya: Kenyan, Kenyans
Kosovo: Kosovar, Kosovars, Kosovan
Kuwait: Kuwaiti, Kuwaitis
Kyrgyzstan: Kyrgyz
Laos: Lao, Laotian, Laotians
Latvia: Latvian, Latvians
Lebanon: Lebanese
Lesotho: Basotho
Liberia: Liberian, Liberians
Libya: Libyan, Libyans
Liechtenstein
Lithuania: Lithuanian, Lithuanians
Luxembourg
Madagascar: Malagasy
Malawi: Malawian, Malawians
Malaysia: Malaysian, Malaysians, Malay, Malays
Maldives: Maldivian, Maldivians
Mali: Malian, Malians
Malta: Maltese
Marshall Islands: Marshallese
Mauritania: Mauritanian, Mauritanians
Mauritius: Mauritian, Mauritians
Mexico: Mexican, Mexicans
Micronesia
Moldova: Moldovan, Moldovans
Monaco
Mongolia: Mongolian, Mongolians, Mongol, Mongols
Montenegro: Montenegrin, Montenegrins
Morocco: Moroccan, Moroccans
Mozambique: Mozambican, Mozambicans
Myanmar, Burma: Burmese
Namibia: Namibian, Namibians
Nauru
Nepal: Nepali, Nepalis, Nepalese
Netherlands, Holland: Dutch, Dutchman
New Zealand: New Zealander, New Zealanders, Kiwi, Kiwis
Nicaragua: Nicaraguan, Nicaraguans
Niger: Nigerien
Nigeria: Nigerian, Nigerians
North Korea, DPRK, D.P.R.K., NK, N. Korea, Democratic People's Republic of Korea: North Korean, North Koreans
North Macedonia, Macedonia: Macedonian, Macedonians
Norway: Norwegian, Norwegians
Oman: Omani, Omanis
Pakistan: Pakistani, Pakistanis
Palau
Palestine: Palestinian, Palestinians
Panama: Panamanian, Panamanians
Papua New Guinea
Paraguay: Paraguayan, Paraguayans
Peru: Peruvian, Peruvians
Philippines: Philippine, Filipino, Filipinos, Filipina
Poland: Polish, Pole, Poles
Portugal: Portuguese
Puerto Rico: Puerto Rican, Puerto Ricans
Qatar: Qatari, Qataris
Romania: Romanian, Romanians
Russia, Russian Federation: Russian, Russians
Rwanda: Rwandan, Rwandans
Samoa: Samoan, Samoans
San Marino
Saudi Arabia, Kingdom of Saudi Arabia: Saudi, Saudis, Saudi Arabian
Scotland: Scottish, Scot, Scots, Scotsman
Senegal: Senegalese
Serbia: Serbian, Serbians, Serb, Serbs
Seychelles
Sierra Leone: Sierra Leonean, Sierra Leoneans
Singapore: Singaporean, Singaporeans
Slovakia: Slovak, Slovaks, Slovakian
Slovenia: Slovenian, Slovenians, Slovene
Solomon Islands
Somalia: Somali, Somalis
Somaliland
South Africa: South African, South Africans
South Korea, ROK, S. Korea, Republic of Korea: South Korean, South Koreans
Korea, Koreas: Korean, Koreans
South Sudan: South Sudanese
Soviet Union, USSR, U.S.S.R.: Soviet, Soviets
Spain: Spanish, Spaniard, Spaniards
Sri Lanka: Sri Lankan, Sri Lankans
Sudan: Sudanese
Suriname: Surinamese
Sweden: Swedish, Swede, Swedes
Switzerland: Swiss
Syria: Syrian, Syrians
Taiwan: Taiwanese
Tajikistan: Tajik, Tajiks
Tanzania: Tanzanian, Tanzanians
Thailand: Thai, Thais
Tibet: Tibetan, Tibetans
Togo: Togolese
Tonga: Tongan, Tongans
Trinidad and Tobago, Trinidad: Trinidadian
Tunisia: Tunisian, Tunisians
Turkey, Türkiye: Turkish, Turk, Turks
Turkmenistan: Turkmen
Tuvalu
Uganda: Ugandan, Ugandans
Ukraine: Ukrainian, Ukrainians
United Arab Emirates, UAE, U.A.E.: Emirati, Emiratis
United States, United States of America, US, U.S., U.S.A., USA, U.S, America: American, Americans
Uruguay: Uruguayan, Uruguayans
Uzbekistan: Uzbek, Uzbeks
Vanuatu
Vatican, Vatican City
Venezuela: Venezuelan, Venezuelans
Vietnam, Viet Nam, North Vietnam, South Vietnam: Vietnamese
Wales: Welsh, Welshman
Yemen: Yemeni, Yemenis
Yugoslavia: Yugoslav
Czechoslovakia
Zambia: Zambian, Zambians
Zimbabwe: Zimbabwean, Zimbabweans
Hong Kong: Hongkonger, Hongkongers, Hong Konger, Hong Kongers
Macau, Macao
Gibraltar
Bermuda
Catalonia: Catalan, Catalans
Crimea: Crimean, Crimeans
Chechnya: Chechen, Chechens
Abkhazia: Abkhaz
Kurdistan: Kurd, Kurds, Kurdish
Gaza, Gaza Strip: Gazan, Gazans
Transnistria
"""
"""Places with a government: names, then their peoples and adjectives."""

_STATES_AND_CITIES = """
Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Hawaii, Idaho,
Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, New York City,
New York State, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina,
South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West Virginia, Washington, Washington D.C., Washington DC,
D.C., Wisconsin, Wyoming, Guam, Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland, Nova Scotia,
Ontario, Quebec, Saskatchewan, Yukon, Nunavut, Queensland, Tasmania, New South Wales, Western Australia,
South Australia, Northern Territory, Bavaria, Saxony, Brandenburg, Hesse, Lower Saxony, Andalusia, Brittany,
Normandy, Lombardy, Tuscany, Sicily, Sardinia, Punjab, Sindh, Balochistan, Kashmir, Kerala, Gujarat, Maharashtra,
Tamil Nadu, Karnataka, Bihar, Uttar Pradesh, Madhya Pradesh, Rajasthan, Assam, West Bengal, Andhra Pradesh,
Telangana, Odisha, Haryana, Himachal Pradesh, Jharkhand, Manipur, Goa, Xinjiang, Sichuan, Guangdong, Hubei, Hunan,
Henan, Hebei, Zhejiang, Jiangsu, Fujian, Yunnan, Guizhou, Shandong, Shanxi, Shaanxi, Guangxi, Hainan,
Inner Mongolia, Okinawa, Hokkaido, Fukushima, Mindanao, Aceh, West Papua, Papua, Donbas, Donbass, Donetsk, Luhansk,
Kherson, Zaporizhzhia, Nagorno-Karabakh, Tigray, Amhara, Oromia, Darfur, Puntland, Jubaland, Biafra, Gauteng,
KwaZulu-Natal, Western Cape, Eastern Cape, Limpopo, Mpumalanga, Chiapas, Oaxaca, Sinaloa, Jalisco, Chihuahua,
Sonora, Tamaulipas, Veracruz, Yucatán, Minas Gerais, Bahia, Kent, Essex, Sussex, Surrey, Devon, Cornwall, Yorkshire,
Lancashire, Norfolk, Suffolk, Cumbria, Dorset, Somerset, Hampshire, Northumberland, Derbyshire, Merseyside,
Greater Manchester, Abidjan, Abu Dhabi, Abuja, Accra, Adana, Addis Ababa, Adelaide, Aden, Ahmedabad, Albany, Aleppo,
Alexandria, Algiers, Almaty, Amman, Amsterdam, Anchorage, Ankara, Antananarivo, Antwerp, Asmara, Astana, Asunción,
Athens, Atlanta, Auckland, Austin, Baghdad, Baku, Baltimore, Bamako, Bangalore, Bengaluru, Bangkok, Bangui, Banjul,
Barcelona, Basra, Beijing, Beirut, Belfast, Belgrade, Benghazi, Berlin, Bern, Bilbao, Birmingham, Bishkek, Bissau,
Bogotá, Bogota, Bologna, Bordeaux, Boston, Brasília, Brasilia, Bratislava, Brazzaville, Brisbane, Bristol, Bradford,
Brighton, Brussels, Bucharest, Budapest, Buenos Aires, Buffalo, Bujumbura, Bulawayo, Busan, Cairo, Calais, Calcutta,
Calgary, Cali, Cambridge, Canberra, Cancún, Cape Town, Caracas, Cardiff, Casablanca, Charlotte, Chengdu, Chennai,
Chicago, Chittagong, Chongqing, Christchurch, Cincinnati, Cleveland, Cologne, Colombo, Columbus, Conakry,
Copenhagen, Cork, Coventry, Dakar, Dallas, Damascus, Dar es Salaam, Darwin, Delhi, New Delhi, Denver, Des Moines,
Detroit, Dhaka, Dili, Doha, Dortmund, Douala, Dresden, Dubai, Dublin, Dundee, Durban, Dushanbe, Düsseldorf,
Edinburgh, Edmonton, Entebbe, Erbil, Faisalabad, Florence, Frankfurt, Freetown, Gaborone, Gaza City, Gdansk, Geneva,
Genoa, Giza, Glasgow, Gothenburg, Guadalajara, Guangzhou, Guatemala City, Guayaquil, Hague, The Hague, Haifa,
Hamburg, Hangzhou, Hanoi, Harare, Harbin, Hargeisa, Havana, Hebron, Helsinki, Herat, Hiroshima, Ho Chi Minh City,
Homs, Honolulu, Houston, Hyderabad, Idlib, Incheon, Indianapolis, Innsbruck, Irbil, Irkutsk, Isfahan, Islamabad,
Istanbul, Izmir, Jaffna, Jaipur, Jakarta, Jeddah, Jenin, Jerusalem, East Jerusalem, Johannesburg, Juba, Kabul,
Kaduna, Kampala, Kandahar, Kano, Kansas City, Kaohsiung, Karachi, Kathmandu, Kazan, Kharkiv, Kharkov, Khartoum,
Kigali, Kingston, Kinshasa, Kolkata, Kraków, Krakow, Kuala Lumpur, Kumasi, Kunming, Kyiv, Kiev, Kyoto, Lagos,
Lahore, La Paz, Las Vegas, Leeds, Leicester, Leipzig, Libreville, Lille, Lilongwe, Lima, Lisbon, Liverpool,
Ljubljana, Lomé, Lome, London, Los Angeles, Luanda, Lucknow, Lusaka, Luxor, Lviv, Lyon, Madrid, Malabo, Malmö,
Managua, Manama, Manchester, Mandalay, Manila, Maputo, Mariupol, Marseille, Maseru, Mashhad, Mbabane, Mecca,
Medellín, Medellin, Medina, Melbourne, Memphis, Mexico City, Miami, Milan, Milwaukee, Minneapolis, Minsk, Mogadishu,
Mombasa, Monrovia, Monterrey, Montevideo, Montreal, Moscow, Mosul, Mumbai, Munich, Muscat, Nagasaki, Nagoya,
Nairobi, Nanjing, Naples, Nashville, Nassau, Naypyidaw, N'Djamena, Newark, Newcastle, New Orleans, Niamey, Nice,
Nicosia, Nottingham, Nouakchott, Novosibirsk, Nur-Sultan, Nuremberg, Oakland, Odesa, Odessa, Omaha, Orlando, Osaka,
Oslo, Ottawa, Ouagadougou, Oxford, Palermo, Palm Beach, Panama City, Panmunjom, Paris, Perth, Peshawar,
Philadelphia, Phnom Penh, Phoenix, Pittsburgh, Plymouth, Podgorica, Port-au-Prince, Port Harcourt, Port Louis,
Port Moresby, Portland, Porto, Port Said, Portsmouth, Prague, Praia, Pretoria, Pristina, Pune, Pyongyang, Qingdao,
Quetta, Quito, Rabat, Rafah, Raleigh, Ramallah, Rangoon, Yangon, Raqqa, Rawalpindi, Recife, Reykjavik, Richmond,
Riga, Rio de Janeiro, Riyadh, Rome, Rotterdam, Sacramento, Salt Lake City, San Antonio, San Diego, San Francisco,
San José, San Jose, San Juan, San Salvador, Sanaa, Santa Cruz, Santiago, Santo Domingo, São Paulo, Sao Paulo,
Sapporo, Sarajevo, Seattle, Seoul, Sevastopol, Seville, Shanghai, Sheffield, Shenzhen, Sochi, Sofia, Southampton,
Srinagar, St. Louis, St. Petersburg, Saint Petersburg, Stockholm, Strasbourg, Stuttgart, Surabaya, Sydney, Taipei,
Tallinn, Tampa, Tampere, Tashkent, Tbilisi, Tegucigalpa, Tehran, Tel Aviv, Thimphu, Tianjin, Tijuana, Tirana, Tokyo,
Toronto, Toulouse, Tripoli, Tucson, Tulsa, Tunis, Turin, Ulaanbaatar, Utrecht, Valencia, Valletta, Vancouver,
Venice, Vienna, Vientiane, Vilnius, Vladivostok, Warsaw, Wellington, Windhoek, Winnipeg, Wrocław, Wuhan, Xi'an,
Yaoundé, Yaounde, Yerevan, York, Zagreb, Zurich, Zürich, Harlem, Brooklyn, Manhattan, Queens, Bronx, Hollywood,
Silicon Valley
"""
"""States, provinces and large cities."""

_PLACES = """
Africa: African, Africans
Antarctica: Antarctic
Asia: Asian, Asians
Europe: European, Europeans
North America: North American, North Americans
South America: South American, South Americans
Latin America: Latin American, Latin Americans
Central America: Central American, Central Americans
Oceania, Australasia, Eurasia
East Africa, Eastern Africa: East African, East Africans
West Africa, Western Africa: West African, West Africans
North Africa, Southern Africa, Central Africa: North African, sub-Saharan
Horn of Africa, Sub-Saharan Africa, sub-Saharan Africa
East Asia, Southeast Asia, South-East Asia, South East Asia, South Asia, Central Asia: East Asian, Southeast Asian
Northeast Asia, Asia-Pacific, Asia Pacific: South Asian, Central Asian
Western Europe, Eastern Europe, Central Europe, Northern Europe: Eastern European, Western European
Middle East, Near East, Far East, Levant, Maghreb, Sahel, Mideast: Middle Eastern
Balkans: Balkan
Scandinavia: Scandinavian, Scandinavians, Nordic
Baltics, Caucasus, Siberia, Crimean Peninsula, Korean Peninsula, Arabian Peninsula, Iberian Peninsula,
Indo-Pacific, Pacific Islands, Persian Gulf
Caribbean
Mediterranean, Mediterranean Sea, Atlantic, Atlantic Ocean, Pacific, Pacific Ocean, Indian Ocean, Arctic,
Arctic Ocean, Red Sea, Black Sea, Baltic Sea
North Sea, Caspian Sea, South China Sea, East China Sea, Yellow Sea, Sea of Japan, Dead Sea, Sea of Azov,
Arabian Sea, Bay of Bengal, English Channel, Suez Canal
Panama Canal, Strait of Hormuz, Taiwan Strait, Bering Strait, Bosphorus, Gulf of Mexico, Gulf of Aden, Nile,
Amazon rainforest, Danube, Rhine, Volga, Thames
Mekong, Ganges, Euphrates, Tigris, Yangtze, Himalayas, Alps, Andes, Rockies, Pyrenees, Urals, Sahara, Gobi,
Mount Everest, Everest, Kilimanjaro, Vesuvius
West Bank, Golan Heights, Sinai, Midwest, New England, West Coast, East Coast, Deep South, Bay Area, Wall Street,
Downing Street
DMZ
"""
"""Other places: continents, regions, seas, rivers, mountains; then their peoples."""

_PEOPLES = """
Arab Arabs Arabic Muslim Muslims Islamic Islamist Islamists Christian Christians Catholic Catholics Protestant
Protestants Jewish Jew Jews Hindu Hindus Sikh Sikhs Buddhist Buddhists Sunni Sunnis Shia Shiite Shiites Shi'ite
Orthodox Evangelical Evangelicals Anglican Anglicans Mormon Mormons Methodist Baptist Yazidi Yazidis Druze Uyghur
Uyghurs Uighur Uighurs Rohingya Hutu Hutus Tutsi Tutsis Zulu Xhosa Yoruba Hausa Igbo Fulani Oromo Tamil Tamils
Sinhalese Pashtun Pashtuns Hazara Hazaras Bengali Bengalis Punjabi Kashmiri Kashmiris Maori Māori Inuit Aboriginal
Indigenous Roma Basque Basques Latino Latinos Hispanic Hispanics Afrikaner Afrikaners Han Slavic Slavs Hebrew
Palestinian-Israeli Zionist Zionists Marxist Marxists Communist Communists Socialist Socialists Democrat Democrats
Republican Republicans Democratic Conservatives Tory Tories Labourite Liberals Whig Whigs Nazi Nazis Fascist
Fascists Salafi Salafist Californian Californians Texan Texans Londoner Londoners Parisian Parisians Sicilian
Sicilians Flemish Walloon Celtic Berber Berbers Bedouin Bedouins Cherokee Navajo Sioux Houthi Houthis Trumpist
Brexiteer Brexiteers Western Westerner Westerners
"""
"""Peoples, faiths and political groups that go with no one country."""

_ORGANIZATIONS = """
United Nations, UN, U.N., European Union, EU, E.U., NATO, Nato, African Union, AU, ASEAN, OPEC, G7, G20, G8,
Interpol, Europol, UNICEF, Unicef, UNESCO, Unesco, UNHCR, World Health Organization, World Health Organisation, WHO,
World Bank, IMF, International Monetary Fund, WTO, World Trade Organization, IAEA, ICC, Red Cross,
Amnesty International, Human Rights Watch, Greenpeace, Oxfam, Save the Children, World Food Programme,
European Commission, European Parliament, European Council, European Central Bank, ECB, Security Council,
General Assembly, Arab League, Commonwealth, Congress, Senate, House of Representatives, House of Commons,
House of Lords, Parliament, Knesset, Bundestag, Duma, Kremlin, White House, Pentagon, State Department,
Justice Department, Treasury, Home Office, Foreign Office, Ministry of Defence, Supreme Court, High Court,
Federal Reserve, Fed, Bank of England, FBI, CIA, NSA, DOJ, EPA, FDA, CDC, NASA, Nasa, IRS, SEC, FTC, FCC, TSA, NHS,
BBC, CNN, NBC, CBS, ABC, ABC News, CBS News, NBC News, MSNBC, Fox News, Sky News, ITV, PBS, NPR, HBO, Reuters,
Associated Press, AP, AFP, Agence France-Presse, Bloomberg, Al Jazeera, Xinhua, TASS, Tass, Interfax, RIA Novosti,
Kyodo, Yonhap, KCNA, Guardian, New York Times, Washington Post, Wall Street Journal, Financial Times, Daily Mail,
Daily Telegraph, Los Angeles Times, USA Today, Politico, BuzzFeed, Breitbart, Huffington Post, Der Spiegel,
Le Monde, El País, Haaretz, Times of Israel, Economist, Newsweek, Forbes, Google, Apple, Microsoft, Facebook, Meta,
Amazon, Twitter, YouTube, Instagram, WhatsApp, TikTok, Netflix, Uber, Airbnb, Tesla, SpaceX, IBM, Intel, Nvidia,
Samsung, Sony, Toyota, Nissan, Honda, Volkswagen, BMW, Mercedes, Ford, Boeing, Airbus, Huawei, Alibaba, Tencent,
Nokia, Siemens, Shell, BP, ExxonMobil, Exxon, Chevron, Gazprom, Rosneft, Saudi Aramco, Walmart, Starbucks, Pfizer,
Moderna, AstraZeneca, BioNTech, Goldman Sachs, JPMorgan, JPMorgan Chase, Morgan Stanley, Citigroup, HSBC, Barclays,
Deutsche Bank, Credit Suisse, UBS, Truth Social, Taliban, Al Qaeda, al Qaeda, al-Qaeda, Al-Qaeda, Hamas, Hezbollah,
Islamic State, ISIS, Isis, IS, ISIL, Boko Haram, Al-Shabaab, al-Shabaab, al-Shabab, Fatah, PLO, IRA, ETA, FARC,
Hizbullah, Muslim Brotherhood, GOP, ANC, BJP, Likud, Labour, Labour Party, Conservative Party, Republican Party,
Democratic Party, Communist Party, Green Party, Greens, Sinn Féin, Sinn Fein, SNP, CDU, SPD, AfD, Ukip, UKIP,
Lib Dems, Liberal Democrats, Tea Party, Scotland Yard, MI5, MI6, Mossad, KGB, FSB, Stasi, IDF, FIFA, Fifa, UEFA,
Uefa, IOC, NFL, NBA, MLB, NHL, FA, Premier League, Bundesliga, La Liga, Manchester United, Manchester City,
Liverpool FC, Real Madrid, Barcelona FC, Juventus, Bayern Munich, Arsenal, Chelsea, Tottenham, Yankees, Red Sox,
Lakers, Cowboys, Harvard, Yale, Stanford, Princeton, MIT, Oxfam, Wikipedia, WikiLeaks, Black Lives Matter,
Labor Party, Opec, Cabinet, PTI, National Assembly, Weibo, Toyota Motor, US Army, US Navy, U.S. Army, U.S. Navy,
Royal Navy, Red Army, Wagner
"""
"""Organisations that are named without saying what they are."""

_FACILITIES = """
White House lawn, Oval Office, Capitol Hill, Capitol, Trump Tower, Mar-a-Lago, Buckingham Palace, Eiffel Tower,
Empire State Building, World Trade Center, Tiananmen Square, Red Square, Times Square, Tahrir Square, Berlin Wall,
Great Wall, Wembley, Wembley Stadium, Wimbledon, Heathrow, Blue House, Guantanamo Bay, Guantánamo Bay,
Golden Gate Bridge, Louvre, Notre Dame, Colosseum, Statue of Liberty, Al-Aqsa Mosque
"""

_EVENTS = """
World War I, World War II, World War One, World War Two, First World War, Second World War, Great War, Cold War,
Korean War, Vietnam War, Gulf War, Civil War, Arab Spring, Brexit, Holocaust, Great Depression, World Cup, Olympics,
Olympic Games, Winter Olympics, Summer Olympics, Paralympics, Super Bowl, Watergate, Six-Day War, Yom Kippur War,
Intifada, Cultural Revolution, French Revolution, Russian Revolution, Davos, Eurovision, Grand Prix, Tour de France,
Hurricane Katrina
"""


def _names(block: str) -> frozenset[str]:
    return frozenset(name for name in (part.strip() for part in block.replace("\n", ",").split(",")) if name)


def _lines(block: str) -> tuple[frozenset[str], frozenset[str]]:
    places: set[str] = set()
    peoples: set[str] = set()
    for line in block.strip().splitlines():
        names, _, people = line.partition(":")
        places |= _names(names)
        peoples |= _names(people)
    return frozenset(places), frozenset(peoples)


_COUNTRY_NAMES, _COUNTRY_PEOPLES = _lines(_COUNTRIES)
_PLACE_NAMES, _PLACE_PEOPLES = _lines(_PLACES)

GPES = _COUNTRY_NAMES | _names(_STATES_AND_CITIES)
"""Countries, states and cities."""

COUNTRIES = _COUNTRY_NAMES
"""Countries alone."""

PEOPLES = _COUNTRY_PEOPLES | _PLACE_PEOPLES | frozenset(_PEOPLES.split())
"""Peoples, faiths and political groups, as nouns and as adjectives."""

KNOWN: dict[str, str] = {
    **dict.fromkeys(_names(_EVENTS), "EVENT"),
    **dict.fromkeys(_names(_FACILITIES), "FAC"),
    **dict.fromkeys(_names(_ORGANIZATIONS), "ORG"),
    **dict.fromkeys(PEOPLES, "NORP"),
    **dict.fromkeys(_PLACE_NAMES, "LOC"),
    **dict.fromkeys(GPES, "GPE"),
}
"""The label of every name of this list, as it is written."""

WEAK = frozenset(
    """
    Georgia Jordan Chad Washington Florence Charlotte Austin Darwin Victoria Sofia Orlando Paris Nice Reading Buffalo
    Phoenix Jackson Houston Richmond Lima Cali Goa Ford Congress Guinea Turkey Kent Devon York Darwin Santiago Santa
    San Valencia Alexandria Madison Lincoln Columbus Dallas Kano Queens Meta Apple Shell Guardian Economist Western
    Greens Cabinet Fed Chelsea Arsenal Cowboys Labour Parliament Commonwealth Kingston Cork Albany Norfolk Suffolk
    Essex Medina Salvador Virginia Carolina Montana Dakota Wagner Somerset Wales Israel Troy Hesse Bristol Perth
    Newcastle Cambridge Oxford Durban Capitol Pole Poles Lao Thai Khmer Brit Roma Han Celtic Baptist
    """.split()
)
"""Names of this list that are as often a person's or a thing's: what stands around them decides."""

LONGEST = max(name.count(" ") for name in KNOWN) + 1
"""Words in the longest name of this list."""
