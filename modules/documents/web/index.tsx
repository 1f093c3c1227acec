export { PaperButtons, SaveButton } from './save-button.tsx'
