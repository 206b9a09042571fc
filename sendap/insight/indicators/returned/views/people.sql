-- Everybody in the return; 2023 said the sex by number.
SELECT
  authority, year, person_no, person_birth_date, ethnicity,
  COALESCE(sex, CASE gender_current WHEN '1' THEN 'M' WHEN '2' THEN 'F' END) AS sex
FROM person
