-- class: online
CREATE INDEX documents_by_creation ON documents (created_at DESC, id) WHERE deleted_at IS NULL;
