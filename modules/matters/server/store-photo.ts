import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'

/** The photo as it hangs on a matter or on what runs beside it, and whether boxes lie over it. */
export const findPhoto = (county: string, id: string, photo: string): Statement =>
  prepared(
    `SELECT a.subject, EXISTS (SELECT FROM files.redaction r WHERE r.county = a.county AND r.file = a.file) AS redacted
     FROM files.attached a JOIN files.file f ON f.id = a.file AND f.kind = 'photo'
     WHERE a.county = $1 AND a.file = $3 AND (a.subject = $2
       OR a.subject IN (SELECT d.id FROM kernel.docket d WHERE d.county = $1 AND d.parent = $2)) LIMIT 1`,
    [county, id, photo],
  )

/** When this person last gave a reason for looking beneath the boxes of a photo, in the record of the matter it belongs to. */
export const lastPhotoLook = (county: string, subject: string, photo: string, account: string): Statement =>
  prepared(
    `SELECT max(j.at) AS at FROM kernel.journal j
     WHERE j.county = $1 AND j.act = 'look-photo' AND j.actor = $4 AND j.data->>'photo' = $3
       AND j.subject IN ($2, (SELECT d.parent FROM kernel.docket d WHERE d.county = $1 AND d.id = $2))`,
    [county, subject, photo, account],
  )
