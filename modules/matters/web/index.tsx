export { whyWords } from './why-words.ts'
export {
  DutiesPage,
  FiguresPage,
  InboxPage,
  MatterListPage,
  MatterPage,
  PastPage,
  ReceptionsPage,
  RegisterPage,
} from './work/pages.tsx'
