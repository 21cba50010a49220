// `npm run typecheck`: checks each environment against its own tsconfig, so that none can use what it lacks.
import { runTool } from './build-app.ts'

for (const environment of ['shared', 'node', 'preload', 'renderer', 'test']) {
  runTool('tsc', ['--noEmit', '-p', `tsconfig.${environment}.json`])
}
