-- Grids brought in from a table say which groups they take in (C05).
GRANT INSERT ON territory.grid_group TO gongzhi_app;
