export { whyWords } from './why-words.ts'
export {
  DutiesPage,
  FiguresPage,
  InboxPage,
  MatterListPage,
  MatterPage,
  ReceptionsPage,
  RegisterPage,
} from './work/pages.tsx'
