// The fields of the question: by service with lists to choose from, or by tool with names to type.
import { services } from '../../../shared/domain/integrations.ts'
import { Field } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { QuestionForm } from './use-question.ts'

const serviceOptions = services.map(({ id, name }) => ({ value: id, label: name }))

export function QuestionFields({ question }: { readonly question: QuestionForm }) {
  const { service, chooseKind } = question
  return (
    <div className="flex flex-col gap-2.5">
      <SegmentedControl
        legend="Ask about"
        isLegendHidden
        value={service ? 'service' : 'tool'}
        choices={[
          { value: 'service', label: 'A service' },
          { value: 'tool', label: 'A tool by name' },
        ]}
        onChange={chooseKind}
      />
      <div className="grid gap-2.5 sm:grid-cols-2">
        {service ? (
          <ServiceFields question={question} service={service} />
        ) : (
          <ToolFields question={question} />
        )}
      </div>
    </div>
  )
}

function ServiceFields({
  question: { toolArg, chooseService, typeArgument },
  service,
}: {
  readonly question: QuestionForm
  readonly service: NonNullable<QuestionForm['service']>
}) {
  return (
    <>
      <Field label="Service" hint={<code className="font-mono">{service.toolPatterns.join(', ')}</code>}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={service.id}
            options={serviceOptions}
            onChange={(event) => chooseService(event.target.value)}
          />
        )}
      </Field>
      <Field label="Argument" hint={service.args.find(({ name }) => name === toolArg)?.label}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={toolArg}
            options={service.args.map(({ name }) => ({ value: name, label: name }))}
            onChange={(event) => typeArgument(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}

function ToolFields({
  question: { toolName, toolArg, typeTool, typeArgument },
}: {
  readonly question: QuestionForm
}) {
  return (
    <>
      <Field label="Tool" hint="A name, or a wildcard that stands for all its tools">
        {(control) => (
          <TextInput
            {...control}
            isCode
            maxLength={1024}
            placeholder="agno__github__create_issue"
            value={toolName}
            onChange={(event) => typeTool(event.target.value)}
          />
        )}
      </Field>
      <Field label="Argument">
        {(control) => (
          <TextInput
            {...control}
            isCode
            maxLength={1024}
            placeholder="access_token"
            value={toolArg}
            onChange={(event) => typeArgument(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}
