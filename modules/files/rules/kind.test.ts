import { expect, test } from 'vitest'
import limits from '../data/limits.json' with { type: 'json' }
import { isHeic, KINDS, kindOf } from './kind.ts'

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part])),
  )
const zip = [0x50, 0x4b, 3, 4]
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const wide = (text: string) => [...text].flatMap((c) => [c.charCodeAt(0), 0])

test('a document is told by its content', () => {
  expect(kindOf(bytes('%PDF-1.7\n'))).toBe('pdf')
  expect(kindOf(bytes(zip, '[Content_Types].xml', 'word/document.xml'))).toBe('docx')
  expect(kindOf(bytes(zip, '[Content_Types].xml', 'xl/workbook.xml'))).toBe('xlsx')
  expect(kindOf(bytes(ole, wide('WordDocument')))).toBe('doc')
  expect(kindOf(bytes(ole, wide('Workbook')))).toBe('xls')
  expect(kindOf(bytes('ID3', [4, 0]))).toBe('mp3')
  expect(kindOf(bytes([0xff, 0xfb, 0x90, 0x64]))).toBe('mp3')
  expect(kindOf(bytes([0, 0, 0, 32], 'ftypM4A '))).toBe('m4a')
  expect(kindOf(bytes('RIFF', [1, 2, 3, 4], 'WAVE'))).toBe('wav')
  expect(kindOf(bytes('OggS'))).toBe('ogg')
  expect(kindOf(bytes('#!AMR\n'))).toBe('amr')
})

test('what carries a program, or only looks like a document, is none', () => {
  expect(kindOf(bytes(zip, '[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'))).toBe('macros')
  expect(kindOf(bytes(ole, wide('Workbook'), wide('_VBA_PROJECT_CUR')))).toBe('macros')
  for (const other of [
    bytes('<html><script>alert(1)</script>'),
    bytes('<!-- -->%PDF-1.7'),
    bytes('MZ', [0x90, 0]),
    bytes('#!/bin/sh\n'),
    bytes(zip, 'anything.js'),
    bytes(zip, '[Content_Types].xml', 'ppt/presentation.xml'),
    bytes(ole, wide('Book of songs')),
    bytes([0xff, 0xd8, 0xff, 0xe0]),
    bytes([0xff, 0xfe, 0x41, 0]),
    bytes('RIFF', [0, 0, 0, 0], 'WEBP'),
    bytes([0, 0, 0, 32], 'ftypisom'),
    bytes(''),
  ])
    expect(kindOf(other)).toBeUndefined()
})

test('each kind has its limit and its type, and none is one that a browser would run', () => {
  expect(Object.keys(limits.documents).sort()).toEqual([...KINDS].sort())
  for (const { type, bytes: most } of Object.values(limits.documents)) {
    expect(type).not.toMatch(/html|svg|xml$|javascript/)
    expect(most).toBeLessThanOrEqual(20 * 1024 * 1024)
  }
})

test('the HEIC of a phone is known by its brand', () => {
  expect(isHeic(bytes([0, 0, 0, 24], 'ftypheic'))).toBe(true)
  expect(isHeic(bytes([0, 0, 0, 24], 'ftypavif'))).toBe(false)
})
