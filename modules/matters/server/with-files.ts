import { attachStatements, listKept } from '@gongzhi/files/server'
import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'

/** Photos and documents as a form names them. */
type Files = {
  readonly photos: readonly string[]
  readonly attachments: readonly { readonly id: string; readonly name: string }[]
}
const idsOf = (of: readonly { readonly id: string }[]): string[] => of.map(({ id }) => id)

/** For acts that bring photos and documents along: those that are not kept (any more) are named, the others attached. */
export const withFiles = {
  // the demo and other hands of the house leave out what they do not bring
  reads: ({ photos = [], attachments = [] }: Partial<Files>): readonly Statement[] =>
    photos.length + attachments.length === 0 ? [] : [listKept([...photos, ...idsOf(attachments)])],
  guard: ({ input, read }: { input: Partial<Files>; read: readonly Row[][] }): void => {
    const kept = new Set(read[0]?.map((row) => row.id))
    const wrong = (['photos', 'attachments'] as const).filter((name) => {
      const named = name === 'photos' ? (input.photos ?? []) : idsOf(input.attachments ?? [])
      return named.some((id) => !kept.has(id))
    })
    if (wrong.length > 0) throw invalid(wrong.map((name) => ({ pointer: `/body/${name}`, code: 'unknown' })))
  },
  also: ({ docket, input }: { docket: { county: string; id: string }; input: Files }): readonly Statement[] =>
    attachStatements(docket.county, docket.id, input.photos, input.attachments),
} as const
