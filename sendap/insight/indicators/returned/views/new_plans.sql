-- Plans made for the first time in the calendar year: those that an assessment led to.
SELECT
  n.authority, n.year, n.person_no, n.request_no,
  p.sex, p.ethnicity,
  years_between(n.start_date, p.person_birth_date) AS age_number,
  d.need, s.urn, s.ukprn, s.sen_setting, s.sen_unit_indicator, s.resourced_provision_indicator,
  s.establishment_type, years_between(CASE WHEN n.start_date > c.ages_on THEN c.ages_on ELSE c.ages_on - INTERVAL 1 YEAR END, p.person_birth_date) BETWEEN 5 AND 15 AS school_age,
  EXTRACT(YEAR FROM n.start_date) - EXTRACT(YEAR FROM p.person_birth_date) AS age_in_year_number,
  a.week20, days_between(r.received_date, n.start_date) AS days_taken,
  r.received_date, n.start_date
FROM named_plan n
JOIN calendar c ON c.year = n.year
JOIN people p ON p.authority = n.authority AND p.year = n.year AND p.person_no = n.person_no
JOIN assessment a
  ON a.authority = n.authority AND a.year = n.year AND a.person_no = n.person_no AND a.request_no = n.request_no
JOIN request r
  ON r.authority = n.authority AND r.year = n.year AND r.person_no = n.person_no AND r.request_no = n.request_no
LEFT JOIN main_need d
  ON d.authority = n.authority AND d.year = n.year AND d.person_no = n.person_no AND d.request_no = n.request_no
LEFT JOIN main_setting s
  ON s.authority = n.authority AND s.year = n.year AND s.person_no = n.person_no AND s.request_no = n.request_no
WHERE n.start_date BETWEEN c.first_on AND c.last_on
  AND (a.assessment_outcome IS NULL OR a.assessment_outcome <> 'H')
