import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Tag, TagGroup, TagList as AriaTagList } from "react-aria-components";
import "./controls.css";

export interface TagListProps {
  readonly label: string;
  readonly tags: readonly { readonly id: string; readonly label: string }[];
  readonly onRemove?: (id: string) => void;
}

/** Short values side by side; Delete or the cross removes one where the list allows it. */
export function TagList({ label, tags, onRemove }: TagListProps): ReactNode {
  return (
    <TagGroup
      aria-label={label}
      {...(onRemove === undefined ? {} : { onRemove: (keys) => keys.forEach((key) => onRemove(String(key))) })}
    >
      <AriaTagList className="tags" items={tags}>
        {(tag) => (
          <Tag id={tag.id} textValue={tag.label} className="tag">
            {tag.label}
            {onRemove === undefined ? null : (
              <Button slot="remove" className="tag-remove">
                <X size={12} aria-hidden />
              </Button>
            )}
          </Tag>
        )}
      </AriaTagList>
    </TagGroup>
  );
}
