-- A password that somebody else chose opens nothing but the page on which one's own is chosen, and only until this instant.
ALTER TABLE identity.account ADD COLUMN first_until timestamptz;
GRANT UPDATE (first_until) ON identity.account TO gongzhi_app;
