/*
 * What a file is, by its first bytes and its parts, whatever its name says: a page of script called 证明.pdf is no PDF.
 */

/** Kinds of documents that may be attached. */
export const KINDS = ['pdf', 'docx', 'xlsx', 'doc', 'xls', 'mp3', 'm4a', 'wav', 'ogg', 'amr'] as const
export type Kind = (typeof KINDS)[number]

const codes = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
/** As names stand in an old Office file: two bytes a letter. */
const wide = (text: string): number[] => codes(text).flatMap((code) => [code, 0])

const startsWith = (bytes: Uint8Array, head: readonly number[], at = 0): boolean =>
  head.every((byte, n) => bytes[at + n] === byte)

const holds = (bytes: Uint8Array, part: readonly number[]): boolean => {
  const first = part[0] ?? 0
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, part, at)) return true
  return false
}

const ZIP = [0x50, 0x4b, 3, 4]
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** A frame of MPEG audio, layer 3: its eleven bits of sync, a layer, a bit rate and a sampling rate that exist. */
const isMp3Frame = ([a = 0, b = 0, c = 0]: readonly number[]): boolean =>
  a === 0xff &&
  (b & 0xe0) === 0xe0 &&
  (b & 0x18) !== 0x08 &&
  (b & 0x06) === 0x02 &&
  c >> 4 !== 15 &&
  c >> 4 !== 0 &&
  (c & 0x0c) !== 0x0c

/** The kind of a document; `macros` when it carries a program, undefined when it is none of them. */
export const kindOf = (bytes: Uint8Array): Kind | 'macros' | undefined => {
  const starts = (text: string, at = 0) => startsWith(bytes, codes(text), at)
  if (starts('%PDF-')) return 'pdf'
  if (startsWith(bytes, ZIP)) {
    if (!holds(bytes, codes('[Content_Types].xml'))) return undefined
    if (holds(bytes, codes('vbaProject.bin'))) return 'macros'
    if (holds(bytes, codes('word/document.xml'))) return 'docx'
    return holds(bytes, codes('xl/workbook.xml')) ? 'xlsx' : undefined
  }
  if (startsWith(bytes, OLD_OFFICE)) {
    if (holds(bytes, wide('_VBA_PROJECT'))) return 'macros'
    if (holds(bytes, wide('WordDocument'))) return 'doc'
    return holds(bytes, wide('Workbook')) ? 'xls' : undefined
  }
  if (starts('ID3') || isMp3Frame([...bytes.subarray(0, 3)])) return 'mp3'
  if (starts('ftypM4A ', 4) || starts('ftypM4B ', 4)) return 'm4a'
  if (starts('RIFF') && starts('WAVE', 8)) return 'wav'
  if (starts('OggS')) return 'ogg'
  return starts('#!AMR') ? 'amr' : undefined
}

/** Whether a picture is of the phone's own HEIC kind, which is not drawn here. */
export const isHeic = (bytes: Uint8Array): boolean =>
  startsWith(bytes, codes('ftyp'), 4) &&
  ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'].some((brand) => startsWith(bytes, codes(brand), 8))
