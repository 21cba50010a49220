// Imported before every schema: the page's policy forbids generated code, and zod would try it when one is made.
import * as z from 'zod'

z.config({ jitless: true })
