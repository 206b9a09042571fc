-- Requests for an assessment that were received in the calendar year.
SELECT
  r.authority, r.year, r.person_no, r.request_no,
  p.sex, p.ethnicity, years_between(r.received_date, p.person_birth_date) AS age_number,
  r.request_source, r.rya, r.request_outcome, r.request_mediation, r.request_tribunal,
  days_between(r.received_date, r.request_outcome_date) AS days_taken
FROM request r
JOIN calendar c ON c.year = r.year
JOIN people p ON p.authority = r.authority AND p.year = r.year AND p.person_no = r.person_no
WHERE r.received_date BETWEEN c.first_on AND c.last_on
