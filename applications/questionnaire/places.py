"""From a French postcode to its department and region (18 regions, 101 departments)."""

import re

DEPARTMENTS = {
    "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
    "Bretagne": "22 29 35 56",
    "Centre-Val de Loire": "18 28 36 37 41 45",
    "Corse": "2A 2B",
    "Grand Est": "08 10 51 52 54 55 57 67 68 88",
    "Guadeloupe": "971",
    "Guyane": "973",
    "Hauts-de-France": "02 59 60 62 80",
    "Île-de-France": "75 77 78 91 92 93 94 95",
    "La Réunion": "974",
    "Martinique": "972",
    "Mayotte": "976",
    "Normandie": "14 27 50 61 76",
    "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "Pays de la Loire": "44 49 53 72 85",
    "Provence-Alpes-Côte d’Azur": "04 05 06 13 83 84",
}
REGIONS = {department: region for region, codes in DEPARTMENTS.items() for department in codes.split()}


def is_french_postcode(postcode):
    return re.fullmatch(r"[0-9]{5}", postcode) is not None


def department_of(postcode):
    """« 69 » for « 69003 », « 2A » for « 20000 », « 974 » for « 97400 »; "" for what is in no department."""
    if not is_french_postcode(postcode):
        return ""
    if postcode.startswith("97"):
        code = postcode[:3]
    elif postcode.startswith("20"):
        code = "2A" if postcode < "20200" else "2B"
    else:
        code = postcode[:2]
    return code if code in REGIONS else ""


def region_of(department):
    return REGIONS.get(department, "")
