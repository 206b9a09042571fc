-- Assessments that ended in the calendar year or were going on at its end; history isn't counted.
SELECT
  a.authority, a.year, a.person_no, a.request_no,
  p.sex, p.ethnicity,
  years_between(r.received_date, p.person_birth_date) AS age_number,
  a.assessment_outcome, a.assessment_mediation, a.assessment_tribunal,
  a.other_mediation, a.other_tribunal,
  days_between(r.received_date, a.assessment_outcome_date) AS days_taken
FROM assessment a
JOIN calendar c ON c.year = a.year
JOIN people p ON p.authority = a.authority AND p.year = a.year AND p.person_no = a.person_no
JOIN request r
  ON r.authority = a.authority AND r.year = a.year AND r.person_no = a.person_no AND r.request_no = a.request_no
WHERE a.assessment_outcome IN ('Y', 'N', 'A', 'W')
  AND (a.assessment_outcome_date IS NULL OR a.assessment_outcome_date BETWEEN c.first_on AND c.last_on)
