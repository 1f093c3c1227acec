import * as z from 'zod'

/** The version of the shape below; an archive of another is refused. */
export const FORMAT = 1

const part = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })
/** How a county's journal stood: `head` is the SHA-256 over the last hash of each of its chains, in order of id. */
const county = z.object({ county: z.string(), dockets: z.number(), entries: z.number(), head: z.string() })

const manifest = z.object({
  format: z.literal(FORMAT),
  program: z.string(),
  postgres: z.string(),
  /** The instant of the snapshot: everything committed before it is in, nothing after it. */
  takenAt: z.string(),
  counties: z.array(county),
  migrations: z.array(z.object({ module: z.string(), name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), parts: z.array(part) })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  files: z.object({ count: z.number(), bytes: z.number(), lists: z.array(part) }),
  /** Tells one installation's master key from another's, and nothing else of it. */
  keyMark: z.string().nullable(),
  keyIncluded: z.boolean(),
})

export type Part = z.output<typeof part>
export type CountyHead = z.output<typeof county>
export type Manifest = z.output<typeof manifest>

export type ArchiveFault = 'archive-cut' | 'archive-changed' | 'archive-sealed' | 'archive-format'
/** What is wrong with an archive; `detail` names the part. */
export const archiveError = (code: ArchiveFault, detail = ''): Error & { code: ArchiveFault; detail: string } =>
  Object.assign(new Error(`${code} ${detail}`.trim()), { code, detail })

/** Reads a manifest. Throws `archive-format`. */
export const readManifest = (text: string): Manifest => {
  const read = manifest.safeParse(JSON.parse(text))
  if (!read.success) throw archiveError('archive-format', read.error.issues[0]?.path.join('.'))
  return read.data
}
