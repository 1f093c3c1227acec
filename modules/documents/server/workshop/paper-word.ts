import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import sharp from 'sharp'
import { type Block, type Paper, paperDay } from '../../rules/paper.ts'
import { qrOf } from './check-code.ts'
import { allOfInput, putOut } from './lines.ts'

/*
 * The paper for Word, in the faces the standard names: whoever opens it has them, or Word takes others in their stead.
 * Lengths in twentieths of a point, sizes in half points.
 */

const FACE = { song: '宋体', fang: '仿宋_GB2312', title: '方正小标宋简体', hei: '黑体', kai: '楷体_GB2312' } as const
const THREE = 32
const FOUR = 28
const RED = 'D7000F'
const mm = (n: number): number => Math.round((n / 25.4) * 1440)
/** 22 lines to 225 mm. */
const PITCH = 579

const said = (text: string, more: IRunOptions = {}, face: string = FACE.fang): TextRun =>
  new TextRun({
    text,
    size: THREE,
    // 28 characters to a line of 156 mm: a hair closer than 3号 stands by itself
    characterSpacing: -4,
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: face },
    ...more,
  })

const line = (children: readonly TextRun[], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    spacing: { line: PITCH, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    ...more,
    children: [...children],
  })
const blank = (): Paragraph => line([])
/** Two characters in. */
const INDENT = { firstLine: 640 } as const

const edge = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const edges = { top: edge, bottom: edge, left: edge, right: edge }

const cell = (
  text: string,
  width: number,
  more: { bold?: boolean; size: number; align?: 'left' | 'center' | 'right' },
) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: edges,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children: text.split('\n').map(
      (part) =>
        new Paragraph({
          alignment: more.align ?? AlignmentType.LEFT,
          children: [said(part, { size: more.size }, more.bold ? FACE.hei : FACE.fang)],
        }),
    ),
  })

/** Width of the type area. */
const areaOf = (paper: Paper): number => mm(paper.across ? 297 - 54 : 156)

const table = (widths: readonly number[], rows: readonly TableRow[]): Table =>
  new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    rows: [...rows],
  })

const blockOf = (block: Block, area: number): (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'paragraph':
      return [line([said(block.text)], { indent: INDENT, alignment: AlignmentType.BOTH })]
    case 'heading': {
      const face = block.level === 1 ? FACE.hei : block.level === 2 ? FACE.kai : FACE.fang
      return [line([said(block.text, {}, face)], { indent: INDENT, keepNext: true, outlineLevel: block.level - 1 })]
    }
    case 'facts': {
      const widths = [Math.round(area * 0.22), area - Math.round(area * 0.22)]
      return [
        table(
          widths,
          block.rows.map(
            ([label, text]) =>
              new TableRow({
                cantSplit: true,
                children: [
                  cell(label, widths[0] ?? 0, { size: FOUR, bold: true, align: AlignmentType.CENTER }),
                  cell(text, widths[1] ?? 0, { size: FOUR }),
                ],
              }),
          ),
        ),
      ]
    }
    case 'table': {
      const whole = block.columns.reduce((sum, { share }) => sum + share, 0)
      const widths = block.columns.map(({ share }) => Math.floor((area * share) / whole))
      return [
        table(widths, [
          new TableRow({
            tableHeader: true,
            children: block.columns.map(({ head }, i) =>
              cell(head, widths[i] ?? 0, { size: 21, bold: true, align: AlignmentType.CENTER }),
            ),
          }),
          ...block.rows.map(
            (row) =>
              new TableRow({
                cantSplit: true,
                children: row.map((text, i) =>
                  cell(text, widths[i] ?? 0, { size: 21, align: block.columns[i]?.figure ? 'right' : 'left' }),
                ),
              }),
          ),
        ]),
      ]
    }
  }
}

/** The mark, its rule and the number: as on a letter (10.1), or as on a file (7.2). */
const markOf = (paper: Paper): Paragraph[] => {
  const size = Math.min(72, Math.floor((434 * 2) / Math.max(1, [...paper.head].length)))
  const mark = (before: number, more: IParagraphOptions = {}) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before, after: 0 },
      ...more,
      children: [said(paper.head, { size, color: RED }, FACE.title)],
    })
  const rule = (style: 'single' | 'thickThinSmallGap') =>
    ({ bottom: { style, size: style === 'single' ? 8 : 18, color: RED, space: 11 } }) as const
  if (paper.letter)
    return [
      // 170 mm: the rule stands out of the type area by seven on both sides
      mark(0, { border: rule('thickThinSmallGap'), indent: { left: -mm(7), right: -mm(7) } }),
      line([said(paper.number ?? '')], { alignment: AlignmentType.RIGHT }),
    ]
  return [
    mark(paper.across ? 0 : mm(35)),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      // 4 mm under the number, the red rule
      spacing: { before: PITCH, after: 0 },
      border: rule('single'),
      children: [said(paper.number ?? '')],
    }),
  ]
}

const headOf = (paper: Paper): Paragraph[] => [
  ...markOf(paper),
  blank(),
  blank(),
  new Paragraph({ alignment: AlignmentType.CENTER, children: [said(paper.title, { size: 44 }, FACE.title)] }),
  blank(),
]

const endOf = (paper: Paper): Paragraph[] => [
  ...(paper.attachments.length > 0 ? [blank()] : []),
  ...paper.attachments.map((name, i) => {
    const many = paper.attachments.length > 1
    return line([said(`${i === 0 ? '附件：' : '　　　'}${many ? `${i + 1}. ` : ''}${name}`)], {
      indent: { left: 640 },
    })
  }),
  blank(),
  line([said(paper.signed)], { alignment: AlignmentType.RIGHT, indent: { right: 640 }, keepNext: true }),
  line([said(paperDay(paper.on))], { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
  ...(paper.note === null ? [] : [blank(), line([said(`（${paper.note}）`)], { indent: { left: 640 } })]),
]

/** Where anybody reads or checks it: the code, and its words under it. */
const checkOf = ({ check }: Paper, code: Buffer | null): Paragraph[] =>
  check === null || code === null
    ? []
    : [
        new Paragraph({
          spacing: { before: PITCH, after: 0 },
          keepNext: true,
          // 25 mm
          children: [
            new ImageRun({
              type: 'png',
              data: code,
              transformation: { width: 94, height: 94 },
              altText: { name: 'code', title: check.words, description: check.words },
            }),
          ],
        }),
        line([said(check.words, { size: FOUR })]),
      ]

/** 版记: thick rules outside, a thin one between. */
const imprintOf = (paper: Paper): Paragraph[] => {
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 2 } as const
  const thin = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 2 } as const
  const copies =
    paper.copies.length === 0
      ? []
      : [
          line([said(`抄送：${paper.copies.join('，')}。`, { size: FOUR })], {
            indent: { left: 280, right: 280 },
            border: { top: thick, bottom: paper.issued ? thin : thick },
          }),
        ]
  const issued =
    paper.issued === null
      ? []
      : [
          line([said(`${paper.issued.by}\t${paperDay(paper.issued.on)}印发`, { size: FOUR })], {
            indent: { left: 280, right: 280 },
            tabStops: [{ type: 'right', position: areaOf(paper) - 560 }],
            border: paper.copies.length === 0 ? { top: thick, bottom: thick } : { bottom: thick },
          }),
        ]
  return copies.length + issued.length > 0 ? [blank(), blank(), ...copies, ...issued] : []
}

const pageNumber = (alignment: 'left' | 'right') =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            size: FOUR,
            font: { eastAsia: FACE.song, ascii: FACE.song },
          }),
        ],
      }),
    ],
  })

/** A letter's first page ends with a second double rule, and carries no number. */
const letterEnd = () =>
  new Footer({
    children: [
      new Paragraph({
        indent: { left: -mm(7), right: -mm(7) },
        border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 18, color: RED, space: 1 } },
        children: [],
      }),
    ],
  })

const documentOf = (paper: Paper, code: Buffer | null): Document =>
  new Document({
    title: paper.title,
    creator: paper.signed,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { size: THREE, font: { eastAsia: FACE.fang, ascii: 'Times New Roman' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: mm(210),
              height: mm(297),
              orientation: paper.across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: mm(paper.letter ? 30 : 37),
              bottom: mm(35),
              left: mm(28),
              right: mm(26),
              footer: mm(paper.letter ? 20 : 25),
            },
          },
          grid: { type: DocumentGridType.LINES, linePitch: PITCH },
          titlePage: paper.letter,
        },
        footers: {
          default: pageNumber('right'),
          even: pageNumber('left'),
          ...(paper.letter ? { first: letterEnd() } : {}),
        },
        children: [
          ...headOf(paper),
          ...(paper.to === null ? [] : [line([said(`${paper.to}：`)])]),
          ...paper.blocks.flatMap((block) => blockOf(block, areaOf(paper))),
          ...endOf(paper),
          ...checkOf(paper, code),
          ...imprintOf(paper),
        ],
      },
    ],
  })

export const run = async (): Promise<void> => {
  const paper = JSON.parse(await allOfInput()) as Paper & { readonly codeOf?: string | null }
  const code = paper.codeOf
    ? await sharp(Buffer.from(qrOf(paper.codeOf)))
        .resize(400)
        .png()
        .toBuffer()
    : null
  await putOut(await Packer.toBuffer(documentOf(paper, code)))
}
