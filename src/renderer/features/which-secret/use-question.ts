// The question of the dialog: a service of the catalogue or a tool by name, and an argument.
import { useState } from 'react'
import {
  mainArgument,
  type Service,
  serviceById,
  serviceOfTool,
} from '../../../shared/domain/integrations.ts'

export interface Question {
  /** Null while a tool is typed. */
  readonly service: Service | null
  readonly toolName: string
  readonly toolArg: string
}

export interface QuestionForm extends Question {
  readonly chooseService: (serviceId: string) => void
  /** From a service to a tool by name and back. */
  readonly chooseKind: (kind: 'service' | 'tool') => void
  readonly typeTool: (toolName: string) => void
  readonly typeArgument: (toolArg: string) => void
}

interface Start {
  readonly toolName: string | undefined
  readonly toolArg: string | undefined
  /** What the dialog opens with when nothing was asked for. */
  readonly usualService: Service | undefined
}

export function useQuestion(start: Start): QuestionForm {
  const [question, setQuestion] = useState(() => firstQuestion(start))
  const aboutService = (service: Service, toolArg: string): Question => {
    const isKnown = service.args.some(({ name }) => name === toolArg)
    return {
      service,
      toolName: service.toolPatterns[0],
      toolArg: isKnown ? toolArg : mainArgument(service).name,
    }
  }
  return {
    ...question,
    chooseService: (serviceId) => {
      const service = serviceById(serviceId)
      if (service) setQuestion(aboutService(service, question.toolArg))
    },
    chooseKind: (kind) => {
      if (kind === 'tool') return setQuestion({ ...question, service: null })
      const service = serviceOfTool(question.toolName) ?? start.usualService
      if (service) setQuestion(aboutService(service, question.toolArg))
    },
    typeTool: (toolName) => setQuestion({ ...question, toolName }),
    typeArgument: (toolArg) => setQuestion({ ...question, toolArg }),
  }
}

function firstQuestion({ toolName, toolArg, usualService }: Start): Question {
  const service = toolName === undefined ? usualService : serviceOfTool(toolName)
  const isWholeService = toolName === undefined || service?.toolPatterns.some((tool) => tool === toolName)
  const hasArgument = toolArg === undefined || service?.args.some(({ name }) => name === toolArg)
  if (service && isWholeService && hasArgument) {
    return {
      service,
      toolName: toolName ?? service.toolPatterns[0],
      toolArg: toolArg ?? mainArgument(service).name,
    }
  }
  return {
    service: null,
    toolName: toolName ?? '',
    toolArg: toolArg ?? (service ? mainArgument(service).name : ''),
  }
}
