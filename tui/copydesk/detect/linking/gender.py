"""Gender evidence: what an honorific, a title or a given name says about "he" and "she"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from copydesk.detect.rules.given_names import GIVEN_NAMES

Gender = Literal["he", "she", ""]
"""The pronoun that fits, or empty where nothing is known."""

_FEMININE = frozenset(
    """
    Abby Abigail Ada Adele Adriana Agnes Aisha Alejandra Alexa Alexandra Alice Alicia Alison Allison Alma Amanda
    Amber Amelia Amina Amy Amélie Ana Anastasia Angela Angelina Angelique Anita Ann Anna Anne Annegret Annette
    Annie Antonia Aoife April Ariana Arlene Astrid Audrey Aurora Ava Aya Ayesha Barbara Beatrice Beatriz Becky
    Benazir Bernadette Beth Betsy Betty Bianca Blanca Bonnie Brenda Bridget Britney Brooke Caitlin Camila Camille
    Candace Carla Carmen Carol Carole Caroline Carolyn Carrie Catherine Cathy Cecilia Celia Charlotte Chelsea
    Cheryl Chiara Chloe Christa Christiana Christina Christine Cindy Claire Clara Clare Claudia Colleen Condoleezza
    Connie Consuelo Cora Corinne Courtney Cristina Crystal Cynthia Daisy Daniela Danielle Daphne Daria Darlene Dawn
    Debbie Deborah Debra Delia Denise Diana Diane Dilma Dina Dolores Donna Dora Doris Dorothy Edith Edna Eileen
    Elaine Eleanor Elena Elham Elisa Elisabeth Elise Eliza Elizabeth Ella Ellen Ellie Elsa Elsie Emilia Emily Emma
    Erica Erika Erin Erna Estelle Esther Eugenia Eva Eve Evelyn Farah Fatima Fatma Faye Felicity Fernanda Fiona
    Flora Frances Francesca Frida Gabriela Gabriella Gail Gemma Genevieve Georgina Geraldine Gina Giorgia Giulia
    Gladys Gloria Golda Grace Greta Gretchen Gwen Hala Hana Hannah Harriet Hazel Heather Heidi Helen Helena Helga
    Hilary Hillary Holly Hope Huma Ida Imelda Indira Ines Ingeborg Ingrid Irene Irina Iris Isabel Isabella Ivana
    Ivanka Jacqueline Jada Jane Janelle Janet Janice Jasmine Jeanette Jeanne Jen Jennie Jennifer Jenny
    Jessica Jill Joan Joana Joanna Joanne Jodi Jodie Joni Josephine Joyce Juana Juanita Judith Judy Julia Juliana
    Juliane Julie Juliet June Kaja Kamala Karen Karin Karla Karoline Kate Katharine Katherine Kathleen Kathryn
    Kathy Katie Katrina Katy Kayla Keisha Kellyanne Kimberly Kirsten Kristen Kristin Kristina Ksenia Kylie Lara
    Latifa Latoya Laura Lauren Layla Lea Leah Leila Lena Leslee Lidia Lila Lily Lina Linda Lindsey Lisa Liz Lois
    Lola Loretta Lori Lorna Lorraine Louise Lucia Lucille Lucy Luisa Lydia Lynn Madeleine Madison Magdalena Maggie
    Malala Mandy Mara Marcia Margaret Margarita Maria Mariam Mariana Marie Marilyn Marina Marine Marissa Marjorie
    Marlene Marta Martha Martina Mary Maryam María Masha Maureen Maya Megan Meghan Melania Melanie Melinda Melissa
    Meryl Mette Michelle Mildred Mina Miranda Mireille Miriam Mitzi Moira Molly Mona Monica Muriel Myra
    Nadezhda Nadia Nadine Nancy Nanette Naomi Natalia Natalie Natasha Nell Nellie Nicole Nikki Nina Noor Nora Norma
    Odile Oksana Olga Olive Olivia Oprah Paige Pam Pamela Paola Patricia Patty Paula Paulina Pauline Peggy Penelope
    Penny Philippa Phoebe Phyllis Polly Priti Priya Rachel Ramona Rania Rebecca Regina Renée Rita Roberta Rosa Rose
    Rosemary Rosie Roxana Roxanne Ruby Ruth Sabine Sabrina Sadie Sally Samantha Sandra Sandy Saoirse Sara Sarah
    Scarlett Serena Shannon Sharon Sheila Shelly Sherry Sheryl Shirley Sienna Sigrid Silvia Simone Siobhan Sofia
    Solveig Sonia Sophia Sophie Stacey Stella Stephanie Sue Susan Susanne Susie Suzanne Svetlana Sylvia
    Ségolène Tamara Tammy Tania Tanya Tara Tatiana Teresa Tessa Thea Theresa Tiffany Tilda Tina Trish Tulsi Ulrike
    Uma Ursula Valentina Valeria Valerie Vanessa Vera Veronica Vicki Vicky Victoria Viola Violet Virginia Wanda
    Wendy Wilhelmina Winnie Yasmin Yoko Yolanda Yulia Yvette Yvonne Zainab Zara Zoe Zuzana
    """.split()
)
_UNISEX = frozenset(
    """
    Al Alex Alexis Ali Andrea Angel Ashley August Aung Avery Avi Blake Cameron Casey Charlie Chris Christian Claude
    Corey Cory Dale Dana Daniele Devin Dominique Drew Eli Frankie Gabriel Gene Grant Guy Hal Harris Harsh Hayden
    Ilya Imran Ira Jackie Jaime Jamie Jan Jay Jean Jess Jesus Jo Jody Jordan Joy Kai Kay Kelly Kerry Kim Kit Kris
    Kumar Kyle Laurence Laurent Lee Len Leslie Lindsay Lou Lyn Malik Mao Marion May Mel Mercedes Micah Michele Mo
    Morgan Murray Nicola Nikita Noel Pat Quincy Quinn Ram Reed Rene René Riley Robin Rory Rosario Said Sam Sami
    Sasha Shane Shawn Sidney Skyler Stacy Sultan Sydney Taylor Terry Toni Tracy Vivian Wallace Warren Wilson Xavier
    Yuki Zhang
    """.split()
)
_MASCULINE = GIVEN_NAMES - _FEMININE - _UNISEX

_HE = frozenset(
    """
    mr sir lord king prince duke baron monsieur herr señor don father fr brother pope imam rabbi ayatollah mullah sheikh
    spokesman congressman councilman businessman policeman salesman sportsman anchorman husband son uncle nephew
    grandfather boyfriend widower emperor count earl archbishop salesman fireman cameraman gunman alderman assemblyman
    """.split()
)
_SHE = frozenset(
    """
    mrs ms miss mme mlle madam madame lady dame baroness queen princess duchess countess empress frau señora doña sister
    spokeswoman congresswoman councilwoman businesswoman chairwoman policewoman anchorwoman actress wife daughter mother
    aunt niece grandmother girlfriend widow first-lady alderwoman assemblywoman waitress hostess comedienne heroine
    """.split()
)


def gender_of_title(words: Iterable[str]) -> Gender:
    """What honorifics and titles before or after a name say: `Mr`, `spokeswoman`; empty where they disagree."""
    lower = {word.casefold().strip(".") for word in words}
    he, she = bool(lower & _HE), bool(lower & _SHE)
    return "" if he == she else "he" if he else "she"


def gender_of_given_name(name: str) -> Gender:
    """What a given name says: `Mary`, `Jean-Luc`; empty where it is not known or given to all."""
    for part in (name, name.partition("-")[0]):
        if part in _UNISEX:
            return ""
        if part in _FEMININE:
            return "she"
        if part in _MASCULINE:
            return "he"
    return ""
