-- Whoever sent what keeps a receipt is told when the receipt is opened: the function answers the sending unit too.
DROP FUNCTION notices.take_unplanned(text, int);
CREATE FUNCTION notices.take_unplanned(in_county text, most int)
RETURNS TABLE (id uuid, account uuid, staff boolean, number text, sort text, level text, tell text, next text,
  due_at timestamptz, phone_enc text, mail_enc text, due_by text, result_by text, news_by text, quiet_from smallint,
  quiet_to smallint, digest_at smallint, lang text, sender_org text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH taken AS (
    SELECT n.* FROM notices.notice n WHERE n.county = in_county AND n.plan ORDER BY n.id LIMIT most FOR UPDATE SKIP LOCKED),
  done AS (
    UPDATE notices.notice n SET plan = false, phone_enc = NULL FROM taken t WHERE n.county = t.county AND n.id = t.id),
  receipts AS (
    INSERT INTO notices.receipt (county, notice, subject, kind, account, named, sender_org, unit_code, sealed_from, at)
    SELECT t.county, t.id, t.subject, t.kind, t.account, t.named, t.sender_org, t.unit_code, t.sealed_from, t.at
    FROM taken t WHERE t.required),
  stood AS (
    INSERT INTO notices.receipt_step (county, notice, what, channel, at, account, unit_code, sealed_from)
    SELECT t.county, t.id, 'sent', 'app', t.at, t.account, t.unit_code, t.sealed_from
    FROM taken t WHERE t.required AND t.account IS NOT NULL)
  SELECT t.id, t.account, a.kind = 'staff', t.number, t.sort, t.level, t.tell, t.next, t.due_at,
    coalesce(t.phone_enc, a.phone_enc), d.mail_enc, p.due_by, p.result_by, p.news_by, p.quiet_from, p.quiet_to, p.digest_at, p.lang,
    t.sender_org
  FROM taken t
  LEFT JOIN identity.account a ON a.county = t.county AND a.id = t.account
  LEFT JOIN notices.address d ON d.county = t.county AND d.account = t.account
  LEFT JOIN notices.preference p ON p.county = t.county AND p.account = t.account
  ORDER BY t.id
$$;
REVOKE ALL ON FUNCTION notices.take_unplanned(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.take_unplanned(text, int) TO gongzhi_app;
