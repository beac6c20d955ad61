-- Every event that was applied, once. A second one with its id is a repetition or a mistake; the hash tells which.
CREATE TABLE ticketing.inbox (
  event_id uuid PRIMARY KEY,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  outcome text NOT NULL CHECK (outcome IN ('applied', 'rejected', 'repeated', 'ineffective', 'refund_due')),
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- What of a show is sold and changes together. Whoever changes it holds the row's lock, and counts the version up.
CREATE TABLE ticketing.sections (
  event text NOT NULL,
  section text NOT NULL,
  version bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  PRIMARY KEY (event, section)
);

CREATE TABLE ticketing.reservations (
  id uuid PRIMARY KEY,
  event text NOT NULL,
  section text NOT NULL,
  user_id text NOT NULL,
  seats text[] NOT NULL CHECK (cardinality(seats) BETWEEN 1 AND 8),
  status text NOT NULL CHECK (status IN ('HELD', 'CONFIRMED', 'CANCELLED', 'EXPIRED', 'REJECTED')),
  -- What the buyer was told. Nothing here decides by it: a hold ends by an event.
  held_until timestamptz NOT NULL,
  FOREIGN KEY (event, section) REFERENCES ticketing.sections,
  UNIQUE (event, section, id)
);

-- Who has a seat. There is one row for a seat at most: this key is what keeps it from being sold twice.
CREATE TABLE ticketing.seat_claims (
  event text NOT NULL,
  section text NOT NULL,
  seat text NOT NULL,
  reservation uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('held', 'sold')),
  PRIMARY KEY (event, section, seat),
  FOREIGN KEY (event, section, reservation) REFERENCES ticketing.reservations (event, section, id)
);

CREATE INDEX seat_claims_reservation ON ticketing.seat_claims (reservation);

CREATE TABLE ticketing.payments (
  id uuid PRIMARY KEY,
  reservation uuid NOT NULL REFERENCES ticketing.reservations,
  status text NOT NULL CHECK (status IN ('captured', 'failed', 'refund_due')),
  -- In the currency's smallest unit; a payment that failed has taken nothing.
  amount bigint CHECK (amount > 0),
  currency text CHECK (currency ~ '^[A-Z]{3}$'),
  code text,
  CHECK (status = 'failed' OR (amount IS NOT NULL AND currency IS NOT NULL))
);

-- A reservation is paid once; what comes on top is to be paid back.
CREATE UNIQUE INDEX payments_captured_once ON ticketing.payments (reservation) WHERE status = 'captured';
CREATE INDEX payments_reservation ON ticketing.payments (reservation);
