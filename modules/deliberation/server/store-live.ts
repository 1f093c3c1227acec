import { prepared, type Statement } from '@gongzhi/kernel/server/db.ts'
import { ENTITLED } from './store.ts'

/** How a talk stands at this moment, as one JSON: who is there, how its votes stand, how far its journal and theirs are. */
export const standOf = (county: string, meeting: string): Statement =>
  prepared(
    `SELECT json_build_object(
       'seq', d.seq + coalesce((SELECT sum(c.seq) FROM kernel.docket c WHERE c.county = d.county AND c.parent = d.id), 0),
       'entitled', (SELECT count(*) FROM people.member p WHERE ${ENTITLED}),
       'present', (SELECT count(*) FROM people.member p JOIN deliberation.arrival a ON a.county = p.county
         AND a.meeting = m.id AND a.member = p.id AND a.here WHERE ${ENTITLED}),
       'votes', (SELECT coalesce(json_agg(json_build_object('id', v.id, 'state', s.state, 'mode', v.mode, 'cast',
           (SELECT json_build_object('yes', count(*) FILTER (WHERE choice = 'yes'), 'no', count(*) FILTER (WHERE choice = 'no'),
               'abstain', count(*) FILTER (WHERE choice = 'abstain'))
             FROM (SELECT choice FROM deliberation.ballot b WHERE b.county = v.county AND b.vote = v.id
               UNION ALL SELECT choice FROM deliberation.urn u WHERE u.county = v.county AND u.vote = v.id) c)) ORDER BY v.id), '[]')
         FROM deliberation.vote v JOIN kernel.docket s ON s.county = v.county AND s.id = v.id
         WHERE v.county = m.county AND v.meeting = m.id)) AS stand
     FROM deliberation.meeting m JOIN kernel.docket d ON d.county = m.county AND d.id = m.id
     WHERE m.county = $1 AND m.id = $2`,
    [county, meeting],
  )
