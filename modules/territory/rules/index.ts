export * from './division-code.ts'
export * from './merge.ts'
export * from './names.ts'
export * from './organisations.ts'
