import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** Hands something that is public on to the record, in the transaction that makes it so (P16); once for a subject’s act. */
export const toRecord = (
  county: string,
  kind: string,
  subject: string,
  seq: number,
  number: string,
  body: Record<string, unknown>,
): Statement =>
  prepared('SELECT record.queue($1, $2, $3, $4, $5, $6)', [county, kind, subject, seq, number, JSON.stringify(body)])
