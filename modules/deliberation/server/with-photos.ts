import { attachStatements, listKept } from '@gongzhi/files/server'
import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'

type Named = { readonly id: string; readonly name: string }
type Photos = { readonly photos?: readonly string[] | undefined }
const idsOf = (files: readonly Named[] = []): string[] => files.map(({ id }) => id)

/** Refuses files that are not kept (any more), by the name of their field. */
export const filesKept = (field: string, ids: readonly string[], kept: readonly Row[] = []): void => {
  if (ids.some((id) => !kept.some((row) => row.id === id)))
    throw invalid([{ pointer: `/body/${field}`, code: 'unknown' }])
}

/** For acts that bring photos along: they hang on the subject, or the act is refused. */
export const withPhotos = {
  reads: ({ photos = [] }: Photos): readonly Statement[] => (photos.length === 0 ? [] : [listKept(photos)]),
  guard: ({ input, read }: { input: Photos; read: readonly Row[][] }): void =>
    filesKept('photos', input.photos ?? [], read[0]),
  also: ({ docket, input }: { docket: { county: string; id: string }; input: Photos }): readonly Statement[] =>
    attachStatements(docket.county, docket.id, input.photos ?? []),
} as const

/** Reads whether documents are kept, for `filesKept`. */
export const documentsIn = (files: readonly Named[] | undefined): Statement => listKept(idsOf(files))

/** Hangs documents on a subject. */
export const attachDocuments = (county: string, subject: string, files: readonly Named[] | undefined): Statement[] =>
  attachStatements(county, subject, [], files ?? [])

/** The ids of documents, for `filesKept`. */
export const documentIds = idsOf
