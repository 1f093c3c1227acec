export { concat, toBase64, toHex, utf8 } from './bytes.ts'
export { codeOf, readCode } from './code.ts'
export {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  joined,
  type Part,
  partsOf,
  type Range,
} from './merkle.ts'
export {
  checkpointText,
  isNoteSignedBy,
  isSm2Whole,
  keyLine,
  keyPrint,
  readCheckpoint,
  readKeyLine,
  signatureLine,
  signedNote,
} from './note.ts'
export {
  type ConsistencyProof,
  type InclusionProof,
  type LeafText,
  type Verified,
  verify,
  type Wrong,
} from './proof.ts'
export { sha256, sha384 } from './sha2.ts'
