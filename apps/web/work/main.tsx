import calls from 'virtual:routes/work'
import words from 'virtual:words/work'
import { start } from '../start.tsx'
import { Frame } from './frame.tsx'
import { routes } from './routes.tsx'
import './work.css'

start({ base: '/work', words, calls, routes, frame: (page) => <Frame>{page}</Frame> })
