import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/*
 * A spreadsheet is a ZIP archive, and an archive can lie. It is looked through before anything reads it: what it names,
 * and what really comes out of it.
 */

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** Opened, a spreadsheet of 32 MB is hardly ever larger. */
const MOST_BYTES = 200 * 1024 * 1024
const MOST_ENTRIES = 2000

export type Entry = { readonly name: string; readonly method: number; readonly packed: number; readonly at: number }

/** The entries its directory names; undefined when it is no archive. */
export const entriesOf = (file: Buffer): Entry[] | undefined => {
  if (file.length < 22 || file.readUInt32LE(0) !== LOCAL) return undefined
  let end = file.length - 22
  while (end >= 0 && file.readUInt32LE(end) !== END) end--
  if (end < 0) return undefined
  const count = file.readUInt16LE(end + 10)
  const entries: Entry[] = []
  for (let i = 0, at = file.readUInt32LE(end + 16); i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) return undefined
    const named = file.readUInt16LE(at + 28)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + named),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      at: file.readUInt32LE(at + 42),
    })
    at += 46 + named + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

/** What an entry holds, as it is unpacked; nothing where the directory points outside the file. */
export const contentOf = (file: Buffer, entry: Entry): Readable => {
  if (entry.at + 30 > file.length) return Readable.from([])
  const from = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28)
  const packed = file.subarray(from, from + entry.packed)
  if (entry.method === 0) return Readable.from([packed])
  const open = createInflateRaw()
  open.end(packed)
  return open
}

/** How much comes out of an entry, counted without keeping it; stops beyond `most`. */
const unpackedSize = async (file: Buffer, entry: Entry, most: number): Promise<number> => {
  let size = 0
  for await (const part of contentOf(file, entry)) {
    size += (part as Buffer).length
    if (size > most) break
  }
  return size
}

/** What is wrong with a file as a spreadsheet: a code, or undefined. */
export const faultOf = async (file: Buffer): Promise<string | undefined> => {
  // the format before 2007, and a workbook under a password
  if (file.length > 8 && file.readUInt32BE(0) === 0xd0cf11e0) return 'sheet-old'
  const entries = entriesOf(file)
  if (!entries?.some(({ name }) => name === 'xl/workbook.xml')) return 'not-a-sheet'
  if (entries.length > MOST_ENTRIES) return 'sheet-too-large'
  let left = MOST_BYTES
  for (const entry of entries) {
    try {
      left -= await unpackedSize(file, entry, left)
    } catch {
      return 'not-a-sheet'
    }
    if (left < 0) return 'sheet-too-large'
  }
  return undefined
}
