export * from './export.ts'
export * from './paper.ts'
export * from './raw-cell.ts'
export * from './sheet.ts'
