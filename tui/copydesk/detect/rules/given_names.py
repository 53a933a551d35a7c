"""Common given names of many countries, and family names that come first: hints that a capitalised pair is a person."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
Aaron Abby Abdel Abdul Abdulla Abdullah Abdur Abel Abigail Abraham Abu Ada Adam Adel Adele Aditya Adnan Adolf Adrian
Adriana Agnes Ahmad Ahmed Aidan Aisha Ajay Akira Al Alain Alan Alastair Albert Alberto Alejandra Alejandro Aleksandr
Alex Alexa Alexander Alexandra Alexandre Alexei Alexey Alexis Alfonso Alfred Alfredo Ali Alice Alicia Alison
Alistair Allan Allen Allison Alma Alvaro Álvaro Alvin Amanda Amber Amelia Amina Amir Amit Amos Amy Ana Anastasia
Anders Andre André Andrea Andreas Andrei Andrés Andres Andrew Andrey Andy Angel Angela Angelina Angelo Angie Angus
Anil Anita Ann Anna Anne Annette Annie Anthony Antoine Anton Antonia Antonio António Anwar April Arash Archie Arif
Arjun Armando Arnold Arthur Arturo Arun Asad Ashley Ashok Asif Atsushi Audrey August Augusto Aung Aurora Austin Ava
Avi Axel Aya Ayesha Aziz Barack Barbara Barry Bart Bashar Beatrice Beatriz Becky Ben Benedict Benito Benjamin
Bernadette Bernard Bernie Bert Beth Betsy Betty Bianca Bill Billy Björn Bob Bobby Boris Brad Bradley Brandon Brenda
Brendan Brent Brett Brian Bridget Britney Brock Brooke Bruce Bruno Bryan Caitlin Caleb Calvin Cameron Camila Camille
Carl Carla Carlo Carlos Carmen Carol Carole Caroline Carolyn Carrie Casey Catherine Cathy Cecilia Cecil Celia César
Cesar Chad Charles Charlie Charlotte Chelsea Cheryl Chloe Chris Christian Christiana Christina Christine Christoph
Christophe Christopher Cindy Claire Clara Clare Clarence Claude Claudia Claudio Clemens Cliff Clifford Clint Clive
Colin Colleen Connie Connor Conor Cora Corey Cory Courtney Craig Cristian Cristiano Cristina Crystal Curtis Cynthia
Cyril Daisy Dale Damian Damien Dan Dana Daniel Daniela Daniele Danielle Danny Daphne Darrell Darren Dave David Dawn
Dean Debbie Deborah Debra Deepak Delia Denise Dennis Denis Derek Desmond Devin Diana Diane Dick Diego Dieter Dilip
Dimitri Dina Dinesh Dirk Dmitri Dmitry Dolores Dominic Dominique Don Donald Donna Dora Doris Dorothy Doug Douglas
Drew Duncan Dustin Dwayne Dylan Earl Ed Eddie Edgar Edith Edmund Eduardo Edward Edwin Eileen Elaine Eleanor Elena
Eli Elias Elijah Elisa Elisabeth Elise Eliza Elizabeth Ella Ellen Ellie Elliot Elliott Elon Elsa Emanuel Emil Emilia
Emilio Emily Emma Emmanuel Enrico Enrique Eric Erica Erik Erika Erin Ernest Ernesto Esther Ethan Eugene Eva Evan Eve
Evelyn Ezra Fabio Fadi Faisal Farah Farid Fatima Federico Felipe Felix Ferdinand Fernanda Fernando Fidel Fiona Flora
Florian Floyd Frances Francesca Francesco Francis Francisco Franco François Francois Frank Frankie Franklin Franz
Fred Freddie Frederick Friedrich Fritz Gabriel Gabriela Gabriella Gareth Gary Gavin Gemma Gene Geoff Geoffrey George
Georges Georgina Gerald Gerard Gerhard Gerry Gianni Gilbert Gina Giorgio Giovanni Giulia Giuseppe Gladys Glen Glenn
Gloria Gonzalo Gopal Gordon Grace Graham Grant Greg Gregory Greta Guido Guillermo Günter Gustavo Guy Gwen Habib Hadi
Haider Hal Hamid Hamza Hana Hank Hannah Hans Harold Harriet Harris Harry Harsh Harvey Hasan Hassan Heather Hector
Héctor Heidi Heinrich Helen Helena Helga Helmut Henri Henrik Henry Herbert Herman Hilary Hillary Hiroshi Holly
Horacio Howard Hubert Hugh Hugo Hussein Hussain Ian Ibrahim Ida Ignacio Igor Ilan Ilya Imran Ines Ingrid Ira Irene
Irina Iris Isaac Isabel Isabella Isaiah Ismail Ivan Iván Ivanka Jack Jackie Jacob Jacqueline Jacques Jaime Jair Jake
Jakob Jamal James Jamie Jan Jane Janet Janice Jared Jasmine Jason Javier Jay Jean Jean-Claude Jean-Luc Jean-Marie
Jean-Pierre Jeff Jeffrey Jen Jennie Jennifer Jenny Jens Jeremiah Jeremy Jerome Jerry Jess Jesse Jessica Jesús Jesus
Jill Jim Jimmy Jo Joan Joana Joanna Joanne Joao João Joaquin Joaquín Jodie Joe Joel Joey Johan Johann Johannes John
Johnny Jon Jonas Jonathan Jordan Jorge José Jose Josef Joseph Josephine Josh Joshua Joy Joyce Juan Juana Juanita
Judith Judy Jules Julia Julian Juliana Juliane Julie Julien Juliet Julio Julius June Jürgen Justin Kai Kamal Kamala
Karen Karim Karin Karl Karla Kate Katharine Katherine Kathleen Kathryn Kathy Katie Katrina Katy Kay Kayla Keir Keith
Kelly Kelvin Ken Kenji Kenneth Kerry Kevin Khaled Khalid Kieran Kim Kimberly Kirk Kirsten Klaus Kofi Konrad Kris
Kristen Kristin Kristina Kumar Kurt Kwame Kyle Kylie Lance Lara Larry Lars László Laura Lauren Laurence Laurent
Lawrence Layla Lea Leah Lee Leila Len Lena Leo Leon Leonard Leonardo Leonid Leroy Les Leslie Lewis Liam Lila Lily
Lina Linda Lindsay Lindsey Linus Lionel Lisa Liz Lloyd Lois Lola Lorenzo Loretta Lori Lorna Lorraine Lou Louis
Louise Luc Luca Lucas Lucia Luciano Lucy Luigi Luis Luís Luisa Lukas Luke Luther Lydia Lyn Lynn Madeleine Madison
Mahmoud Malala Malcolm Malik Mandy Manfred Manmohan Manuel Mao Mara Marc Marcel Marcelo Marcia Marco Marcos Marcus
Margaret Margarita Maria María Mariam Marian Mariana Marie Marilyn Marina Mario Marion Marissa Marjorie Mark Marlene
Marta Martha Martin Martina Marvin Mary Maryam Masha Massimo Mateo Mathew Matt Matteo Matthew Matthias Maureen
Maurice Mauricio Max Maxim Maxime Maxwell May Maya Megan Meghan Mehdi Mehmet Mel Melania Melanie Melinda Melissa
Mercedes Meryl Mia Micah Michael Micheal Michel Michele Michelle Miguel Mikael Mike Mikhail Milan Mildred Miles
Milton Mina Miranda Miriam Mitch Mitchell Mo Moe Mohamad Mohamed Mohammad Mohammed Mohan Mohsen Moira Molly Mona
Monica Moses Moshe Muhammad Muhammadu Mukesh Munir Murad Muriel Murray Mustafa Myra Nabil Nadia Nadine Nancy Naomi
Narendra Natalia Natalie Natasha Nate Nathan Nathaniel Neal Ned Neil Nelson Nicholas Nick Nicola Nicolae Nicolás
Nicolas Nicole Nigel Nikita Nikki Nikola Nikolai Nina Nitin Noah Noam Noel Nora Norma Norman Octavio Olaf Oleg Olga
Olive Oliver Olivia Olivier Omar Oprah Orlando Oscar Óscar Osama Otto Owen Pablo Paige Pam Pamela Paola Paolo Pascal
Pat Patricia Patricio Patrick Patty Paul Paula Paulo Pavel Pedro Peggy Penelope Penny Percy Perry Pete Peter Petr
Phil Philip Philippa Philippe Phillip Phoebe Phyllis Pierre Piers Piotr Polly Pradeep Prakash Priti Priya Qasim
Quentin Quincy Rachel Rafael Rahul Raj Rajesh Rajiv Ralph Ram Ramesh Ramón Ramon Randall Randy Raphael Rashid Raúl
Raul Ravi Ray Raymond Rebecca Recep Reed Reggie Regina Reinhard Rene René Renee Reuben Rex Ricardo Richard Rick
Ricky Rita Rishi Rob Robbie Robert Roberta Roberto Robin Rod Roderick Rodney Rodrigo Roger Rohit Roland Rolf Roman
Ron Ronald Ronnie Rory Rosa Rosario Rose Rosemary Ross Roxana Roy Ruben Rubén Rudolf Rudy Rupert Russell Ruth Ryan
Sabrina Sadiq Saeed Said Sajid Salah Salim Sally Salman Salvador Sam Samantha Sami Samir Samuel Sandra Sandy Sanjay
Santiago Sara Sarah Sasha Satoshi Saul Scott Sean Sebastian Sebastián Serena Serge Sergei Sergey Sergio Seth Shane
Shannon Sharon Shaun Shawn Sheila Shelly Sherry Shinzo Shirley Sidney Siegfried Sigmund Silvia Silvio Simon Simone
Sofia Sonia Sophia Sophie Spencer Stacey Stacy Stan Stanley Stefan Stefano Stella Stephan Stephanie Stephen Steve
Steven Stewart Stuart Sue Sultan Suresh Susan Susanne Susie Suzanne Sven Sylvia Tamara Tammy Tania Tanya Tara Tariq
Tayyip Ted Terence Teresa Terrence Terry Tessa Thabo Theo Theodore Theresa Thierry Thomas Tiffany Tim Timothy Tina
Todd Tom Tomas Tomás Tommy Toni Tony Tracy Travis Trevor Trish Tristan Troy Tyler Uhuru Ulrich Umar Ursula Valentina
Valerie Vanessa Vera Vernon Veronica Vicente Vicki Vicky Victor Victoria Vijay Vikram Vince Vincent Viola Violet
Virginia Vivek Vivian Vladimir Volodymyr Wade Wallace Walter Wanda Warren Wayne Wendy Werner Wesley Wilbur Wilfred
Wilhelm Will Willem William Willie Willy Wilson Winnie Winston Wolfgang Woody Xavier Yair Yasir Yasser Yasmin
Yitzhak Yoko Yolanda Yossi Yousef Youssef Yuki Yuri Yusuf Yves Yvette Yvonne Zach Zachary Zack Zainab Zane Zara
Zhang Zoe Zoltan
""".split()
)
"""Given names that come first in a name."""

FAMILY_FIRST = frozenset(
    """
    Kim Lee Park Choi Moon Yoon Jung Jeong Kang Cho Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Ri Pak Roh
    Noh Ban Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin Gao Luo Zheng Liang Xie Tang Deng
    Feng Xi Mao Jiang Wen Qin Nguyen Tran Pham Le Vo Tsai Chiang Hsu Chan Wong Leung Cheung Lam Ng Yeung Lai
    """.split()
)
"""Korean, Chinese and Vietnamese family names, which come first: the short form of the name is its first word."""
