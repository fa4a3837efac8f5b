-- The job of job.sh in SQLite, with its binary floating point: reads data/indikator.csv and
-- data/anggaran.csv, writes hasil_indikator.csv and hasil_opd.csv.
.bail on
.mode csv
.separator "," "\n"

.import data/indikator.csv indikator
.import data/anggaran.csv anggaran

CREATE TABLE hasil AS
SELECT opd, tahun, sasaran, indikator, target, realisasi,
       round(max(0, min(100, CASE arah WHEN 'negatif' THEN 2 * t - r ELSE r END * 100 / t)), 2) AS capaian
FROM (SELECT *,
             CAST(replace(replace(target, '.', ''), ',', '.') AS REAL) AS t,
             CAST(replace(replace(realisasi, '.', ''), ',', '.') AS REAL) AS r
      FROM indikator);

.headers on
.output hasil_indikator.csv
SELECT opd, tahun, sasaran, indikator, target, realisasi, printf('%.2f', capaian) AS capaian,
       CASE WHEN capaian >= 90 THEN 'sangat tinggi'
            WHEN capaian >= 75 THEN 'tinggi'
            WHEN capaian >= 65 THEN 'sedang'
            WHEN capaian >= 50 THEN 'rendah'
            ELSE 'sangat rendah' END AS predikat
FROM hasil;

.output hasil_opd.csv
WITH kinerja AS (SELECT opd, round(avg(capaian), 2) AS capaian FROM hasil GROUP BY opd),
     uang AS (SELECT opd,
                     sum(CAST(replace(replace(pagu, '.', ''), ',', '.') AS REAL)) AS pagu,
                     sum(CAST(replace(replace(realisasi, '.', ''), ',', '.') AS REAL)) AS realisasi
              FROM anggaran GROUP BY opd)
SELECT opd, printf('%.2f', capaian) AS capaian, printf('%.2f', pagu) AS pagu,
       printf('%.2f', realisasi) AS realisasi, printf('%.2f', realisasi * 100 / pagu) AS serapan,
       iif(capaian > round(realisasi * 100 / pagu, 2), 'ya', 'tidak') AS efisien
FROM kinerja JOIN uang USING (opd);
