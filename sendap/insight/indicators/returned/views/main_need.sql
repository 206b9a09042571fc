-- The main need of each plan: the first of rank 1.
SELECT authority, year, person_no, request_no, sen_type AS need
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY authority, year, person_no, request_no ORDER BY need_no) AS place
  FROM need
  WHERE sen_type_rank = '1'
) AS ranked
WHERE place = 1
