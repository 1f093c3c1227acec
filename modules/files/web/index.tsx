export { DocumentPicker, type Sent } from './document-picker.tsx'
