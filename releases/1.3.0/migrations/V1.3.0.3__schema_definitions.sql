-- class: online
CREATE TABLE schema_definitions (
  id         uuid        PRIMARY KEY,
  name       text        NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE schema_versions (
  definition_id uuid        NOT NULL REFERENCES schema_definitions (id),
  version       integer     NOT NULL CHECK (version > 0),
  fields        jsonb       NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (definition_id, version)
);

-- A label keeps the schema version it was made under.
CREATE TABLE labels (
  id             uuid        PRIMARY KEY,
  document_id    uuid        NOT NULL REFERENCES documents (id),
  definition_id  uuid        NOT NULL,
  schema_version integer     NOT NULL,
  label_values   jsonb       NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (definition_id, schema_version) REFERENCES schema_versions (definition_id, version)
);

CREATE INDEX labels_by_document ON labels (document_id);
