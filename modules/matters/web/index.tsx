export { Attachments, Thumbs } from './files.tsx'
export { whyWords } from './why-words.ts'
export {
  DutiesPage,
  FiguresPage,
  InboxPage,
  MatterListPage,
  MatterPage,
  PastPage,
  PhotoPage,
  ReceptionsPage,
  RegisterPage,
} from './work/pages.tsx'
