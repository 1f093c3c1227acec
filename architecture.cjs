/*
 * The architecture, checked by dependency-cruiser (npm run check). `order` IS the architecture: commands go down this
 * list, facts go up, and a module may lean only on what stands before it. A new module gets its line here first.
 */
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const order = [
  'territory',
  'identity',
  'people',
  'law',
  'files',
  'documents',
  'notices',
  'record',
  'matters',
  'connections',
  'open311',
  'deliberation',
  'voters',
  'disclosure',
  'duties',
  'posts',
  'oversight',
  'partnership',
  'points',
  'funds',
  'membership',
  'insight',
]

for (const { name } of readdirSync(join(__dirname, 'modules'), { withFileTypes: true }).filter((it) =>
  it.isDirectory(),
)) {
  if (!order.includes(name)) throw new Error(`modules/${name} has no place: put it into \`order\` in architecture.cjs`)
}

const TEST = '[.]test[.]tsx?$'
const PURE = '^(kernel/[^/]+[.]ts$|modules/[^/]+/(contract([.]ts$|/)|rules/))'
const WEB = '^(kernel/web/|modules/[^/]+/web/|apps/web/)'
const SERVER = '^(kernel/server/|modules/[^/]+/server/|apps/server/)'
/** The four exports of a module's package.json: its only doors. */
const DOORS = '^modules/[^/]+/(contract[.]ts|rules/index[.]ts|server/index[.]ts|web/index[.]tsx?)$'

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

const layers = order
  .slice(0, -1)
  .map((module, place) =>
    error(
      `${module}-knows-no-later-module`,
      'Call earlier modules; a later one subscribes to your published facts.',
      { path: `^modules/${module}/` },
      { path: `^modules/(${order.slice(place + 1).join('|')})/` },
    ),
  )

module.exports = {
  forbidden: [
    ...layers,
    error(
      'kernel-knows-no-module',
      'The kernel knows no mechanism.',
      { path: '^kernel/' },
      { path: '^(modules|apps)/' },
    ),
    error('modules-know-no-app', 'Apps compose modules, not the other way.', { path: '^modules/' }, { path: '^apps/' }),
    error(
      'modules-through-their-doors',
      'Import contract, rules, server or web of another module, nothing inside them.',
      // a test, and the stage that several tests share, may use what stands behind another module's door
      { path: '^modules/([^/]+)/', pathNot: [TEST, '/trial[.]ts$'] },
      { path: '^modules/', pathNot: ['^modules/$1/', DOORS] },
    ),
    error(
      'apps-through-the-doors',
      'Import contract, rules, server or web of a module, nothing inside them.',
      { path: '^apps/', pathNot: TEST },
      { path: '^modules/', pathNot: [DOORS, '^modules/[^/]+/locales/'] },
    ),
    error(
      'pure-stays-pure',
      'Contracts and rules take what they need as arguments: no clock, no database, no screen.',
      { path: PURE, pathNot: TEST },
      { path: `${SERVER}|${WEB}` },
    ),
    error(
      'pure-without-node',
      'No node: in contracts and rules.',
      { path: PURE, pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    error(
      'pure-without-packages',
      'Contracts may use zod; rules need nothing.',
      { path: PURE, pathNot: TEST },
      { path: '^node_modules/', pathNot: '^node_modules/zod/' },
    ),
    error('web-knows-no-server', 'The browser talks to the server through contracts.', { path: WEB }, { path: SERVER }),
    error('server-knows-no-web', 'The server sends data, not screens.', { path: SERVER }, { path: WEB }),
    error(
      'web-without-node',
      'No node: in what the browser runs.',
      {
        path: WEB,
        pathNot: ['vite[.]config[.]ts$', '^apps/web/installable[.]ts$', TEST, '^kernel/web/preact-for-react[.]ts$'],
      },
      { dependencyTypes: ['core'] },
    ),
    error(
      'sql-only-in-stores',
      'kysely and pg belong to store*.ts and to kernel/server.',
      { pathNot: ['(^|/)store[^/]*[.]ts$', '/migrations/', '^kernel/server/', TEST] },
      { path: '^node_modules/(kysely|pg)/' },
    ),
    error('no-circle', 'Two files that need each other are one, or need a third.', {}, { circular: true }),
    error(
      'no-development-package-in-the-product',
      'What runs at the user’s belongs to dependencies.',
      { path: '^(kernel|modules|apps)/', pathNot: [TEST, 'testing[^/]*[.]tsx?$', 'vite[.]config[.]ts$'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    ),
    error(
      'nothing-unresolved',
      'The file or package does not exist.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript API, which dependency-cruiser would use: swc reads the files instead.
    parser: 'swc',
    tsPreCompilationDeps: true,
    // The root's package.json names the packages, the workspaces' only themselves.
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/web/dist/' },
  },
}
