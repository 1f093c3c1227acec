declare module 'virtual:routes' {
  const routes: Record<string, readonly [method: string, path: string]>
  export default routes
}

declare module 'virtual:routes/*' {
  const routes: Record<string, readonly [method: string, path: string]>
  export default routes
}

declare module 'virtual:words/*' {
  const loaders: Record<string, () => Promise<{ default: Record<string, string> }>>
  export default loaders
}
