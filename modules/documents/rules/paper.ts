/**
 * 公文 as data, rendered from one structure to PDF and to Word. Layout after GB/T 9704—2012 《党政机关公文格式》, measures in
 * the README beside this module with how sure each is.
 */

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Levels 一、（一）1. — the number is part of the text. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly string[])[] }

/** `share`: its part of the width. */
export type TableColumn = { readonly head: string; readonly share: number; readonly figure?: true }

export type Paper = {
  /** 发文机关标志, in red. */
  readonly head: string
  /** 发文字号. */
  readonly number: string | null
  readonly title: string
  /** 主送机关, without its colon. */
  readonly to: string | null
  readonly blocks: readonly Block[]
  /** 附件说明. */
  readonly attachments: readonly string[]
  /** 发文机关署名, and 成文日期 as an ISO day. */
  readonly signed: string
  readonly on: string
  /** 附注, in brackets under the date. */
  readonly note: string | null
  /** 抄送机关. */
  readonly copies: readonly string[]
  /** 印发机关和印发日期. */
  readonly issued: { readonly by: string; readonly on: string } | null
  /** Where anybody reads or checks it: a page of this house, drawn as a code beside its words. */
  readonly check: { readonly path: string; readonly words: string } | null
  /** Wide tables lie across the page. */
  readonly across: boolean
  /** 信函格式 (10.1): mark and number stand as on a letter, and there is no 版记. */
  readonly letter: boolean
}

/** `2026年11月5日`: Arabic figures, no zero before month and day (7.3.5.4). */
export const paperDay = (iso: string): string => {
  const [year = '', month = '', day = ''] = iso.split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** What is not said stays out: a paper needs no field that nobody entered. */
export const paper = (said: Pick<Paper, 'head' | 'title' | 'signed' | 'on'> & Partial<Paper>): Paper => ({
  number: null,
  to: null,
  blocks: [],
  attachments: [],
  note: null,
  copies: [],
  issued: null,
  check: null,
  across: false,
  letter: false,
  ...said,
})

/** Paragraphs of a text that somebody typed. */
export const paragraphs = (text: string): Block[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))
