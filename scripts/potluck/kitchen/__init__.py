"""Recipe knowledge: ingredients, units, temperatures, diets, allergens. Pure: text in, values out.

Nothing here raises because of what somebody wrote, and nothing takes longer than the text is long.
Temperatures, numbers and units are read in every language; words for foods only in English.
"""
