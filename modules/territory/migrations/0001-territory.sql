-- Divisions, organisations, grids, delegates' studios and the mergers of villages (R22, R15, B03, I06).

CREATE SCHEMA IF NOT EXISTS territory;
GRANT USAGE ON SCHEMA territory TO gongzhi_app;

-- Reference data, the same for everybody: no row-level security. A code is never deleted: it ends and names its successor.
CREATE TABLE territory.division (
  code       text COLLATE "C" NOT NULL,
  county     text COLLATE "C",
  name       text NOT NULL,
  short      text NOT NULL,
  level      text NOT NULL,
  parent     text COLLATE "C",
  category   smallint,
  valid_from date NOT NULL,
  valid_to   date,
  successor  text COLLATE "C",
  point_lat  double precision,
  point_lng  double precision,
  -- the point is drawn, not measured: good for choosing a place on a phone, never for a map of borders
  schematic  boolean NOT NULL DEFAULT false,
  CONSTRAINT division_pk PRIMARY KEY (code),
  CONSTRAINT division_code CHECK (code ~ '^[1-9]\d{11}$'),
  CONSTRAINT division_level CHECK (level IN ('province', 'city', 'county', 'town', 'village')),
  CONSTRAINT division_county CHECK ((county IS NULL) = (level IN ('province', 'city')) AND (county IS NULL OR county = left(code, 6))),
  CONSTRAINT division_end CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CONSTRAINT division_successor CHECK (successor IS NULL OR valid_to IS NOT NULL),
  CONSTRAINT division_point CHECK ((point_lat IS NULL) = (point_lng IS NULL))
);
CREATE INDEX division_by_county ON territory.division (county, code);

-- `<12-digit seat>.<kind>`: the id says where and what, and is safe in settings and addresses.
CREATE TABLE territory.organisation (
  county     text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL,
  kind       text NOT NULL,
  name       text NOT NULL,
  seat       text COLLATE "C" NOT NULL,
  phone      text,
  valid_from date NOT NULL,
  valid_to   date,
  successor  text COLLATE "C",
  CONSTRAINT organisation_pk PRIMARY KEY (county, id),
  CONSTRAINT organisation_id CHECK (id = seat || '.' || kind),
  CONSTRAINT organisation_seat CHECK (seat ~ '^\d{12}$' AND left(seat, 6) = county),
  CONSTRAINT organisation_successor CHECK (successor IS NULL OR valid_to IS NOT NULL)
);

-- Grid codes lie below the division codes and stay when a village is merged: a field of their own (R22).
CREATE TABLE territory.grid (
  county      text COLLATE "C" NOT NULL,
  code        text COLLATE "C" NOT NULL,
  village     text COLLATE "C" NOT NULL,
  name        text NOT NULL,
  area        text NOT NULL,
  phone       text,
  supervision text,
  CONSTRAINT grid_pk PRIMARY KEY (county, code)
);
CREATE INDEX grid_by_village ON territory.grid (county, village);

-- C05: every 村民小组 of a village lies in one grid and no more. `origin` is the village that numbered its groups, which
-- stays when it is merged into another; it is what a grid code begins with.
CREATE TABLE territory.grid_group (
  county text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  grid   text COLLATE "C" NOT NULL,
  CONSTRAINT grid_group_pk PRIMARY KEY (county, origin, number),
  CONSTRAINT grid_group_grid FOREIGN KEY (county, grid) REFERENCES territory.grid (county, code),
  CONSTRAINT grid_group_origin CHECK (starts_with(grid, origin) AND number > 0)
);
GRANT SELECT ON territory.grid_group TO gongzhi_app;

CREATE TABLE territory.studio (
  county    text COLLATE "C" NOT NULL,
  id        text COLLATE "C" NOT NULL,
  host_kind text NOT NULL,
  -- a division code (town, village) or an organisation id (department, enterprise)
  host      text COLLATE "C" NOT NULL,
  name      text NOT NULL,
  seat      text COLLATE "C" NOT NULL,
  hours     text NOT NULL,
  delegates text[] NOT NULL,
  capacity  integer NOT NULL,
  CONSTRAINT studio_pk PRIMARY KEY (county, id),
  CONSTRAINT studio_host_kind CHECK (host_kind IN ('department', 'enterprise', 'town', 'village')),
  CONSTRAINT studio_capacity CHECK (capacity > 0)
);
CREATE INDEX studio_by_host ON territory.studio (county, host);

-- Row of the subject kind `division-merge`; people and matters are counted by the modules that move them.
CREATE TABLE territory.merge (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  from_codes text[] NOT NULL,
  into_code  text COLLATE "C" NOT NULL,
  into_name  text NOT NULL,
  merged_on  date NOT NULL,
  basis      text NOT NULL,
  people     integer NOT NULL DEFAULT 0,
  matters    integer NOT NULL DEFAULT 0,
  CONSTRAINT merge_pk PRIMARY KEY (county, id),
  CONSTRAINT merge_some CHECK (cardinality(from_codes) > 0)
);
ALTER TABLE territory.merge ENABLE ROW LEVEL SECURITY;
CREATE POLICY merge_reach ON territory.merge TO gongzhi_app USING (
  into_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
);

-- One row: raised by whatever changes the tables above, so that every process knows when to read them again.
CREATE TABLE territory.stamp (
  one boolean NOT NULL DEFAULT true,
  n    bigint NOT NULL,
  CONSTRAINT stamp_pk PRIMARY KEY (one),
  CONSTRAINT stamp_one CHECK (one)
);
INSERT INTO territory.stamp (n) VALUES (1);

GRANT SELECT, INSERT, UPDATE ON territory.division, territory.organisation, territory.grid, territory.studio, territory.merge TO gongzhi_app;
GRANT SELECT, UPDATE ON territory.stamp TO gongzhi_app;
