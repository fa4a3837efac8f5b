\echo Use "CREATE EXTENSION capai" to load this file. \quit

-- What reads a rule pack is STABLE: the answer changes when the script of that pack does.

CREATE FUNCTION capai_angka(cell text) RETURNS numeric
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_angka';
CREATE FUNCTION capai_angka(cell text, notasi text) RETURNS numeric
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_angka';

CREATE FUNCTION capai_bulat(x numeric, digit integer) RETURNS numeric
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_bulat';
CREATE FUNCTION capai_bulat(x numeric, digit integer, modus text) RETURNS numeric
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_bulat';

CREATE FUNCTION capai_capaian(realisasi numeric, target numeric, arah text) RETURNS numeric
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_capaian';
CREATE FUNCTION capai_capaian(realisasi numeric, target numeric, arah text, how text)
  RETURNS numeric
  LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_capaian';

CREATE FUNCTION capai_predikat(capaian numeric, scale text) RETURNS text
  LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_predikat';

CREATE FUNCTION capai_terbilang(x numeric) RETURNS text
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_terbilang';
CREATE FUNCTION capai_terbilang(x numeric, ejaan text) RETURNS text
  LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'pg_capai_terbilang';
