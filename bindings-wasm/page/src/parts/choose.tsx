import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

/** A button that lets a person choose files. */
export function Choose(props: {
  label: ComponentChildren;
  name: string;
  onFiles(files: File[]): void;
  testid?: string;
  folder?: boolean;
  multiple?: boolean;
  accept?: string;
  kind?: string;
  disabled?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={props.kind ?? ''} disabled={props.disabled ?? false} onClick={() => input.current?.click()}>
        {props.label}
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={props.name}
        multiple={props.multiple ?? false}
        {...(props.accept ? { accept: props.accept } : {})}
        {...(props.folder ? { webkitdirectory: true } : {})}
        {...(props.testid ? { 'data-testid': props.testid } : {})}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // the same file can be chosen again after it was mended
          currentTarget.value = '';
          props.onFiles(files);
        }}
      />
    </>
  );
}
