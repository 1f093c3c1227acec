export * from './holding.ts'
export * from './incompatible.ts'
export * from './roles.ts'
export * from './standard-posts.ts'
